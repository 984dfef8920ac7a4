"""What was found is quoted so that it cannot act: on a terminal, in a log, on a page."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.cli.inputs import now
from assessment.cli.main import main
from assessment.errors import (
    LONGEST_VALUE,
    Problem,
    SettingsError,
    StorageError,
    harmless,
)
from assessment.texts import texts_in

CLEAR_SCREEN = "\x1b[2J\x1b[H"


@given(st.text(alphabet=st.characters()))
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = harmless(text, longest=0)

    assert not any(
        unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} or c in "\u202e\u2066\ufeff"
        for c in shown
    )
    shown.encode()  # half a character would fail


@pytest.mark.parametrize(
    "text", ["plain", "Côte d’Ivoire", "日本", "العربية", "می\u200cخواهم", "👩\u200d👧"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_problem_shows_no_control_characters_and_no_megabytes(language: str) -> None:
    problem = Problem(
        f"a{CLEAR_SCREEN}.json",
        3,
        1,
        'There is no "{found}" here.',
        {"found": f"{CLEAR_SCREEN}is as it was made\n" + "x" * 2_000_000},
    )

    for shown in (str(problem), texts_in(language).problem(problem)):
        assert "\x1b" not in shown
        assert "\n" not in shown
        assert len(shown) < 3 * LONGEST_VALUE


def test_other_errors_quote_as_carefully() -> None:
    assert "\x1b" not in str(StorageError("{place} is full", place=CLEAR_SCREEN))


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", f"{CLEAR_SCREEN}.json"],
        ["report", "x.json", "-o", f"{CLEAR_SCREEN}.txt"],
        ["export", CLEAR_SCREEN],
        [CLEAR_SCREEN],
        ["sample", "--period", CLEAR_SCREEN, "-o", "x"],
    ],
)
def test_the_command_line_echoes_nothing_that_acts(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(arguments)

    told = capfd.readouterr()
    assert told.err
    assert "\x1b" not in told.err + told.out


@pytest.mark.parametrize("given", ["9" * 40, "soon", "٢٠٢٦", "-1"])
def test_a_strange_time_for_builds_is_told(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)

    with pytest.raises(SettingsError, match="SOURCE_DATE_EPOCH"):
        now()


def test_the_period_of_a_sample_is_written_in_western_digits(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["sample", "--archetype", "fragile-state", "--period", "٢٠٢٦", "-o", "x"])

    assert ended.value.code == 2
    assert "write a year" in capfd.readouterr().err
