"""What the command line offers without loading the services is what the services have."""

from assessment.cli.reporting import REPORT_KINDS
from assessment.cli.sampling import PERIOD
from assessment.domain import samples
from assessment.services.reports.kinds import KINDS, USUAL_KIND


def test_the_kinds_of_report_are_those_there_are():
    assert tuple(KINDS) == REPORT_KINDS
    assert USUAL_KIND in KINDS


def test_samples_assess_the_same_year_from_the_command_line_and_on_pages():
    assert PERIOD == samples.PERIOD
