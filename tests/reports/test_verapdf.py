"""The reference validator accepts every report. It is no part of this project.

Set ``ASSESSMENT_VERAPDF`` to a command that takes file names and exits with 0 only when
every file is both PDF/UA-1 and PDF/A-3a. The facts that can be checked without it are in
``test_national_pdf``.
"""

import os
import shlex
import subprocess

import pytest

from assessment.reporting.paper.layout import render_pdf
from assessment.services.reports.kinds import composed, form_order
from tests.reports.national import (
    NOON,
    SENTENCES,
    a_national_framework,
    a_national_report,
    a_report,
    an_empty_report,
)

COMMAND = os.environ.get("ASSESSMENT_VERAPDF", "")

pytestmark = pytest.mark.skipif(
    not COMMAND, reason="ASSESSMENT_VERAPDF names no validator"
)


def test_the_validator_accepts_reports_in_every_language(tmp_path):
    reports = {
        f"{kind}-{language}": a_report(kind, language, note="→ " + "word " * 900)
        for language in SENTENCES
        for kind in ("brief", "gap", "record")
    } | {"empty": an_empty_report(), "real": a_national_report(code="FR")}
    for language in SENTENCES:
        framework = a_national_framework(SENTENCES[language])
        form = form_order(framework, None, language=language, made_on=NOON)
        reports[f"questionnaire-{language}"] = composed(form)
    for name, report in reports.items():
        (tmp_path / f"{name}.pdf").write_bytes(render_pdf(report))

    done = subprocess.run(
        [*shlex.split(COMMAND), *map(str, sorted(tmp_path.glob("*.pdf")))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
