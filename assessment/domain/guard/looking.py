"""Looks through texts, answers and whole assessments."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assessment.domain.answers import Answer, Assessment, PlanItem
from assessment.domain.guard.ages import find_names
from assessment.domain.guard.dates import find_birth_dates
from assessment.domain.guard.findings import Finding, Passage, plain_text
from assessment.domain.guard.numbers import (
    find_addresses,
    find_contacts,
    find_numbers,
)

MOST = 20
"""So many findings are shown of one text; whoever pastes a list sees the point by then."""

LONGEST = 10_000
"""More than any text that is kept may have. A form may bring fifty times as much, and
looking through that would keep a server busy."""

_ANYTHING = re.compile(
    r"\d|@|岁|名叫|姓名|\bnamed\b|\bcalled\b|\bname\b|nommé|appelé|du\s+nom|llamad|de\s+nombre|"
    r"по\s+имени|зовут|اسمه|دعى|مدعو",
    re.IGNORECASE,
)
"""A text without any of these cannot hold what is looked for: most are done with here."""
_BEFORE_AN_AGE = re.compile(r"(?<=[^\W\d])\s+(?=\d{1,2}\b(?![./\d]))")
"""Where a file name has a space or a dash, and a sentence would have a comma."""


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """Return the passages of *text* that look like personal data of a child.

    Languages are not asked for: notes mix them. What one pattern found inside what
    another found is left out. Of a text that is too long to be saved anywhere the beginning
    is looked at.
    """
    return _found_in(text[:LONGEST])


@lru_cache(maxsize=256)
def _found_in(text: str) -> tuple[Finding, ...]:
    if not _ANYTHING.search(text):
        return ()
    plain = plain_text(text)
    found: list[Finding] = []
    for find in (
        find_names,
        find_birth_dates,
        find_numbers,
        find_addresses,
        find_contacts,
    ):
        found.extend(find(plain))
    return tuple(_apart(sorted(found)))[:MOST]


def find_in_texts(texts: Iterable[tuple[str, str]]) -> tuple[Passage, ...]:
    """Return what looks like personal data in fields with their texts."""
    return tuple(
        Passage(field, finding)
        for field, text in texts
        for finding in find_personal_data(text)
    )


def find_in_answer(answer: Answer) -> tuple[Passage, ...]:
    """Return what looks like personal data in the note and the documents of an answer."""
    return find_in_texts(_texts_of(answer))


def find_in_assessment(assessment: Assessment) -> tuple[Passage, ...]:
    """Return what looks like personal data in a whole assessment, in its order.

    Fields are ``KEY.note``, ``KEY.evidence-0-title``, ``KEY.target-reason`` and
    ``plan.0.note``, ``.owner``, ``.wording``.
    """
    texts = [
        (f"{key}.{field}", text)
        for key, answer in assessment.answers.items()
        for field, text in _texts_of(answer)
    ]
    texts += [
        (f"{key}.target-reason", reason)
        for key, reason in assessment.target_reasons.items()
    ]
    texts += [
        (f"plan.{place}.{field}", text)
        for place, item in enumerate(assessment.plan)
        for field, text in texts_of_plan_item(item)
    ]
    return find_in_texts(texts)


def texts_of_plan_item(item: PlanItem) -> Iterator[tuple[str, str]]:
    """Yield the fields of a planned action that people type, with their texts."""
    yield "owner", item.owner
    yield "note", item.note
    yield "wording", item.wording


def _texts_of(answer: Answer) -> Iterator[tuple[str, str]]:
    for place, item in enumerate(answer.evidence):
        yield f"evidence-{place}-title", item.title
        yield f"evidence-{place}-page", item.page
        yield f"evidence-{place}-file", _words_of(item.file_name)
    yield "note", answer.note


def _words_of(file_name: str) -> str:
    """Return a file name as one would write it: "Fatou_12-ans.pdf" is "Fatou, 12 ans"."""
    words = re.sub(r"[_-]+", " ", file_name.rpartition(".")[0])
    return _BEFORE_AN_AGE.sub(", ", words)


def _apart(found: list[Finding]) -> Iterator[Finding]:
    end = -1
    for finding in found:
        if finding.start >= end:
            yield finding
            end = finding.end
