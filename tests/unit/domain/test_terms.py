"""Marking defined words in texts that stay plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.terms import (
    Piece,
    TermForms,
    forms_as_text,
    forms_of_text,
    mark_terms,
    missing_terms,
)

TERMS = (
    TermForms("region", ("region", "regions")),
    TermForms("trained", ("trained",)),
    TermForms("independent-lawyer", ("independent lawyer",)),
    TermForms("lawyer", ("lawyer", "lawyers")),
)


def marked(text, terms=TERMS, seen=()):
    return [(p.text, p.term) for p in mark_terms(text, terms, seen) if p.term]


def test_the_first_occurrence_is_marked_and_the_rest_stays_plain():
    assert mark_terms("In each region, or half a region.", TERMS) == (
        Piece("In each "),
        Piece("region", "region"),
        Piece(", or half a region."),
    )


def test_capitals_do_not_matter_and_stay_as_written():
    assert marked("Regions differ.") == [("Regions", "region")]


@pytest.mark.parametrize(
    "text",
    ["regional", "subregion", "sub-region", "region-wide", "untrained", "region_2"],
)
def test_a_part_of_a_word_is_not_the_word(text):
    assert marked(text) == []


@pytest.mark.parametrize("text", ["(region)", "region's", "“region”", "a region–city"])
def test_signs_end_a_word(text):
    assert marked(text) == [("region", "region")]


def test_the_longest_form_wins():
    assert marked("An independent lawyer.") == [
        ("independent lawyer", "independent-lawyer")
    ]


def test_a_longer_form_that_was_seen_keeps_the_shorter_one_inside_it_plain():
    text = "An independent lawyer, and a lawyer."

    assert marked(text, seen={"independent-lawyer"}) == [("lawyer", "lawyer")]
    assert text.index("lawyer,") < text.index("lawyer.")
    assert mark_terms(text, TERMS, {"independent-lawyer"})[0].text == (
        "An independent lawyer, and a "
    )


def test_what_was_marked_further_up_the_page_is_not_marked_again():
    assert marked("A trained lawyer.", seen={"trained"}) == [("lawyer", "lawyer")]


def test_line_breaks_inside_a_phrase_do_no_harm():
    assert marked("an independent\n  lawyer") == [
        ("independent\n  lawyer", "independent-lawyer")
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("每个地区的警察", "地区"),
        ("ทุกภูมิภาคมีตำรวจ", "ภูมิภาค"),
        ("すべての地域で", "地域"),
    ],
    ids=["Chinese", "Thai", "Japanese"],
)
def test_scripts_without_spaces_are_searched_anywhere(text, form):
    assert marked(text, (TermForms("region", (form,)),)) == [(form, "region")]


def test_a_letter_is_never_parted_from_its_marks():
    # Devanagari: the vowel sign after the last letter makes it another syllable.
    assert marked("कि", (TermForms("k", ("क",)),)) == []
    assert marked("é", (TermForms("e", ("e",)),)) == []


def test_arabic_words_are_whole_words():
    terms = (TermForms("region", ("منطقة",)),)

    assert marked("كل منطقة.", terms) == [("منطقة", "region")]
    assert marked("بمنطقة", terms) == []


@given(
    st.text("aregionst -.\n地区é", max_size=40),
    st.sets(st.sampled_from([term.key for term in TERMS])),
)
def test_the_pieces_are_the_text_and_every_term_is_marked_once(text, seen):
    pieces = mark_terms(text, TERMS, seen)

    keys = [piece.term for piece in pieces if piece.term]
    assert "".join(piece.text for piece in pieces) == text
    assert len(set(keys)) == len(keys)
    assert not set(keys) & seen
    assert all(piece.text for piece in pieces)


def test_forms_go_through_a_catalogue_as_one_text():
    assert forms_of_text(forms_as_text(("region", "regions"))) == ("region", "regions")
    assert forms_of_text("région | régions|") == ("région", "régions")


def test_without_terms_a_text_is_one_piece():
    assert mark_terms("text", ()) == (Piece("text"),)
    assert mark_terms("", TERMS) == ()


def test_terms_that_no_text_uses_are_missing():
    text = "Independent\n  LAWYERS of two sub-regions."

    missing = missing_terms(text, TERMS)

    assert [term.key for term in missing] == ["region", "trained", "independent-lawyer"]
    assert missing_terms("An independent\n lawyer.", (TERMS[2],)) == ()
    assert missing_terms("", TERMS) == TERMS
