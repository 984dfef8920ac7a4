"""What goes wrong beside the request is in the log: nobody else hears of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from assessment.errors import MailError
from assessment.web.background import in_background


def fail(error: Exception) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "has_trace"),
    [(MailError("refused"), False), (ValueError("no address"), True)],
    ids=["expected", "bug"],
)
def test_whatever_fails_in_the_background_is_logged(
    caplog: pytest.LogCaptureFixture, error: Exception, has_trace: bool
) -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        in_background(pool, "mail", fail, error)

    (record,) = caplog.records
    assert record.getMessage().startswith("mail: ")
    assert str(error) in caplog.text
    assert bool(record.exc_info) is has_trace


def test_what_succeeds_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with ThreadPoolExecutor(max_workers=1) as pool:
        in_background(pool, "mail", str, "sent")

    assert not caplog.records
