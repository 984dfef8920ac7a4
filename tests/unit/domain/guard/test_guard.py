"""The guard finds personal data of children, and nothing else."""

from collections.abc import Iterator
from time import perf_counter, process_time

import pytest
import yaml
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from assessment import resources
from assessment.domain.answers import Answer, AnswerStatus, EvidenceItem
from assessment.domain.guard import (
    Kind,
    find_in_answer,
    find_in_assessment,
    find_personal_data,
)
from assessment.domain.samples import (
    SampleDraw,
    alternative_of,
    draw_sample,
)
from assessment.framework_file import load_framework
from assessment.services.samples.making import sample_words
from assessment.texts import texts_in
from tests.unit.domain.guard.sentences import ORDINARY, PERSONAL

_FOUND = [(lang, *row) for lang, rows in PERSONAL.items() for row in rows]
_QUIET = [(lang, text) for lang, texts in ORDINARY.items() for text in texts]


@pytest.mark.parametrize(("language", "text", "kind"), _FOUND)
def test_personal_data_is_found(language: str, text: str, kind: Kind):
    assert kind in {finding.kind for finding in find_personal_data(text)}, language


@pytest.mark.parametrize(("language", "text"), _QUIET)
def test_ordinary_notes_raise_no_alarm(language: str, text: str):
    assert find_personal_data(text) == (), language


def test_each_language_has_eight_of_both():
    assert all(len(rows) >= 8 for rows in PERSONAL.values())
    assert all(len(texts) >= 8 for texts in ORDINARY.values())
    for rows in PERSONAL.values():
        assert {kind for _, kind in rows} == set(Kind)


def _framework_texts() -> list[str]:
    """Return every text of the shipped framework, and its translations."""
    with resources.DEFAULT_FRAMEWORK.open(encoding="utf-8") as file:
        texts = list(_scalars(yaml.load(file, yaml.CSafeLoader)))
    for catalogue in resources.TRANSLATIONS.rglob("*.po"):
        with catalogue.open("rb") as file:
            for message in read_po(file):
                given = message.string
                texts += [given] if isinstance(given, str) else list(given)
    return texts


def _scalars(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _scalars(value)
    elif isinstance(node, list):
        for value in node:
            yield from _scalars(value)
    else:
        yield str(node)


def test_no_text_of_the_framework_raises_an_alarm():
    texts = _framework_texts()

    found = {text: find_personal_data(text) for text in texts}

    assert len(texts) > 4000
    assert {text: alarm for text, alarm in found.items() if alarm} == {}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_sample_of_any_archetype_raises_an_alarm(language: str):
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    words = sample_words(texts_in(language))

    for archetype in framework.archetypes:
        for seed in range(1, 4):
            draw = SampleDraw(seed, 1, "XA")
            country = draw_sample(framework, archetype, draw, words)
            other = alternative_of(
                framework, country, seed=seed, dissent=archetype.dissent, words=words
            )

            assert country.answers
            assert find_in_assessment(country) == ()
            assert find_in_assessment(other) == ()


def test_the_place_and_the_words_around_are_told():
    text = "Seen in May: Amina, 14, was found at the border by the police."

    (finding,) = find_personal_data(text)

    assert text[finding.start : finding.end].startswith("Amina, 14,")
    assert finding.excerpt == "…een in May: Amina, 14, was found at…"


def test_places_hold_in_texts_with_marks_and_other_digits():
    text = "وَصَلَت الطفلة أمينة، ١٤ سنة"

    (finding,) = find_personal_data(text)

    assert text[finding.start : finding.end] == "الطفلة أمينة، ١٤ سنة"


def test_an_answer_is_looked_through_field_by_field():
    answer = Answer(
        AnswerStatus.ANSWERED,
        note="Amina, aged 12, was heard.",
        evidence=(EvidenceItem("The law"), EvidenceItem("DOB: 12/03/2011")),
    )

    found = find_in_answer(answer)

    assert [passage.field for passage in found] == ["evidence-1-title", "note"]


def test_the_same_passage_has_the_same_digest_and_another_one_not():
    (one,) = find_personal_data("Amina, aged 12, was heard.")
    (same,) = find_personal_data("Later,  Amina, aged 12, went home.")
    (other,) = find_personal_data("Amira, aged 12, was heard.")

    assert one.digest == same.digest != other.digest


@given(st.text(max_size=200))
def test_any_text_is_looked_through_without_trouble(text: str):
    for finding in find_personal_data(text):
        assert 0 <= finding.start < finding.end


def test_a_long_note_is_looked_through_in_little_time():
    hard = "Case of the girl in (1) Aa, 1 the 1 child 12 1 " * 200
    worse = "A." * 2000 + "1" * 3000 + "تقيم " * 500 + "born on " * 500

    start = perf_counter()
    find_personal_data(hard)
    find_personal_data(worse)

    assert perf_counter() - start < 2


@pytest.mark.parametrize("again", ["1", "1-", "1.1.", "x-1", "a@", "1 ", "Aa ", "boy "])
def test_a_text_without_end_keeps_nobody_waiting(again: str) -> None:
    text = "Amina, 14 years old. " + again * (500_000 // len(again))
    began = process_time()

    found = find_personal_data(text)

    assert found[0].kind is Kind.NAME
    assert process_time() - began < 2, "minutes, when each character was a beginning"
