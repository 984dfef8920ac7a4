"""Words, numbers and dates in the reader's language."""

from datetime import date
from decimal import Decimal

import pytest

from assessment.errors import N_, Problem
from assessment.texts import rounded_half_up, texts_in
from assessment.un_names import MEMBERS_AND_OBSERVERS
from assessment.web.countries import real_countries, sort_key
from tests.builders import a_framework, an_indicator


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1,234.5"),
        ("fr", "1\u202f234,5"),
        ("ar", "1,234.5"),
        ("ru", "1\xa0234,5"),
    ],
)
def test_numbers_follow_the_language(language, shown):
    assert texts_in(language).number(Decimal("1234.45"), 1) == shown


def test_nothing_is_a_dash_and_not_a_zero():
    texts = texts_in("en")

    assert [texts.number(None), texts.signed(None), texts.percent(None)] == ["–"] * 3


def test_coverage_is_rounded_down_so_that_a_minimum_is_never_reached_by_rounding():
    assert texts_in("en").percent(Decimal("0.7999")) == "79%"
    assert texts_in("fr").percent(Decimal(1)) == "100\xa0%"


def test_a_score_is_rounded_half_up_once():
    assert [rounded_half_up(Decimal(v)) for v in ("0.5", "2.5", "-0.4")] == [1, 3, 0]


def test_a_sign_stands_before_its_digits_in_both_directions():
    assert texts_in("en").signed(Decimal("-29.4")) == "−29"
    assert texts_in("ar").signed(Decimal("-29.4")) == "\u200e−29"
    assert texts_in("en").signed(Decimal("0.4")) == "0"


def test_untranslated_framework_text_is_held_together_in_a_right_to_left_page():
    assert texts_in("ar").framework("A law.") == "\u200eA law.\u200e"
    assert texts_in("fr").framework("A law.") == "A law."
    assert texts_in("ar").framework("") == ""


def test_invented_countries_have_names_and_real_ones_come_from_cldr():
    texts = texts_in("en")

    assert texts.country("XS") == "Samplia"
    assert texts.country("FR") == "France"
    assert texts.country("XK") == "Kosovo"
    assert texts.country("XS", "Our island") == "Our island"


def test_a_language_without_words_falls_back_to_english():
    assert texts_in("xx").language == "en"
    assert texts_in("fr-CA").language == "fr"


def test_dates_are_written_out_as_the_united_nations_write_english():
    assert texts_in("en").date(date(2026, 11, 21)) == "21 November 2026"


def test_a_problem_can_be_said_in_another_language():
    template = N_("There is no indicator “{key}” in this edition.")
    problem = Problem("a.yaml", 3, 1, template, {"key": "law"})

    assert str(problem) == "a.yaml:3:1: There is no indicator “law” in this edition."
    assert "law" in texts_in("fr").problem(problem)
    assert texts_in("fr").problem(problem) != problem.message


def test_states_have_the_names_of_the_united_nations() -> None:
    assert texts_in("en").country("BO") == "Bolivia (Plurinational State of)"
    assert texts_in("fr").country("KR") == "République de Corée"
    assert texts_in("ar").country("PS") == "دولة فلسطين"
    assert texts_in("en").country("KE") == "Kenya"
    assert len(MEMBERS_AND_OBSERVERS) == 195


def test_countries_stand_in_the_order_of_their_letters() -> None:
    french = [choice.name for choice in real_countries("fr")]

    assert french.index("Égypte") < french.index("Fidji")
    assert french.index("États-Unis d’Amérique") < french.index("Éthiopie")
    for language in ("en", "fr", "ar"):
        names = [choice.name for choice in real_countries(language)]
        assert names == sorted(names, key=sort_key)
        assert len(set(names)) == len(names)


def test_a_framework_in_its_own_language_is_no_translation():
    framework = a_framework(an_indicator("law"))

    assert texts_in("en").original_of(framework) == ""


def test_a_framework_without_words_in_a_language_is_not_called_translated():
    framework = a_framework(an_indicator("law"))

    assert not texts_in("fr").translates(framework)
    assert not texts_in("ar").translates(framework)
    assert texts_in("fr").original_of(framework) == ""
