"""The same answers, the same date and the same program give the same bytes."""

import hashlib
import os
import subprocess
import sys

import pytest

PRINT = """
import hashlib
from tests.reports.national import a_national_report
from assessment.reporting.paper.layout import render_pdf
print(hashlib.sha256(render_pdf(a_national_report("ar", note="ประเทศไทย"))).hexdigest())
"""


def printed(**environment: str) -> str:
    """Return the digest of a report printed by a process of its own."""
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        capture_output=True,
        text=True,
        check=True,
        env={**kept, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def first() -> str:
    return printed(PYTHONHASHSEED="0")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "4711"},
        {"TZ": "Asia/Kathmandu", "LC_ALL": "C"},
        {"SOURCE_DATE_EPOCH": "1"},
        {"HOME": "/nonexistent", "FONTCONFIG_FILE": "/nonexistent"},
    ],
    ids=["order of sets", "time zone", "a date for builds", "no fonts at home"],
)
def test_no_environment_changes_a_byte(first: str, environment: dict[str, str]) -> None:
    assert len(first) == hashlib.sha256().digest_size * 2
    assert printed(**environment) == first
