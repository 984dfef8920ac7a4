"""The register: every document once, with all that it serves."""

from dataclasses import replace

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import (
    LinkState,
    changed_answer,
    files_named,
    links_named,
    register_of,
    state_of_status,
    without_item,
)
from tests.builders import an_answer

LAW = EvidenceItem("The law", "https://law.example", "2024", "art. 3")
SAME = EvidenceItem("Law on children", "https://law.example", "", "art. 9")
SCAN = EvidenceItem("Decree", file="ab" * 32, file_name="decree.pdf")
SCAN_LINKED = replace(SCAN, link="https://law.example", title="The decree")
PLAIN = EvidenceItem("Minutes  of the board")
ANSWERS = {
    "care": an_answer(evidence=(SAME, SCAN_LINKED)),
    "law": an_answer(evidence=(LAW, LAW, PLAIN)),
    "data": an_answer(evidence=(SCAN, replace(PLAIN, title="minutes of THE board"))),
}
ORDER = ("law", "data", "care", "absent")


def test_a_document_is_one_by_file_then_link_then_title():
    found = register_of(ANSWERS, ORDER)
    assert [(i.item.title, i.serves, i.variants) for i in found] == [
        ("The law", ("law", "care"), 2),
        ("Minutes  of the board", ("law", "data"), 2),
        ("Decree", ("data", "care"), 2),
    ]


def test_what_is_mended_is_mended_wherever_it_stands_and_pages_stay():
    law = register_of(ANSWERS, ORDER)[0]
    changed = EvidenceItem("Act 12", "https://new.example", "2025", "ignored")
    (item, other) = changed_answer(ANSWERS["care"], law.key, changed).evidence
    assert item == EvidenceItem("Act 12", "https://new.example", "2025", "art. 9")
    assert other == SCAN_LINKED


def test_a_document_is_taken_out_and_the_others_stay():
    law = register_of(ANSWERS, ORDER)[0]
    assert without_item(ANSWERS["law"], law.key).evidence == (PLAIN,)


def test_files_and_links_are_named_once():
    assert files_named(ANSWERS.values()) == {"ab" * 32}
    assert links_named(ANSWERS.values()) == ("https://law.example",)


def test_only_404_and_410_say_that_a_page_is_gone():
    said = {s: state_of_status(s) for s in (200, 204, 403, 404, 410, 429, 500, 302)}
    assert [s for s, state in said.items() if state is LinkState.GONE] == [404, 410]
    assert said[403] is said[429] is LinkState.REFUSED
    assert not LinkState.REFUSED.is_dead
    assert said[500] is said[302] is LinkState.FAILED
    assert said[204] is LinkState.FOUND
