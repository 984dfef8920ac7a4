"""Where "Save and continue" leads somebody of whom only a part was asked."""

from flask import url_for

from assessment.domain.framework import Indicator
from assessment.domain.people.delegation import next_asked
from assessment.web.frame import Opened, indicator_url


def url_of_next_asked(work: Opened, after: Indicator) -> str:
    """Return the next open question that is with this person, else what was asked of them.

    What they handed back is passed over: they could not change it.
    """
    key = next_asked(
        work.framework,
        work.stored.assessment.profile,
        work.stored.assessment.answers.keys() - work.unconfirmed,
        work.standing.asked - work.standing.handed_back,
        after.key,
    )
    return indicator_url(work.stored.id, key) if key else url_for("asked.show")
