"""The register: every document once, with all indicators that it serves.

Answers hold documents; the register is worked out of them. Two rows are one document when
they name the same file, else the same link, else the same title.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from assessment.domain.answers import Answer, EvidenceItem
from assessment.domain.evidence.files import file_mark

KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class RegisterItem:
    """One document with what it serves.

    Attributes:
        key: Stable name of it within the assessment, for addresses.
        item: As it stands in the first of the answers; its page is that answer's own.
        serves: Keys of the indicators whose answers name it, in framework order.
        variants: How many different titles and dates it goes by; 1: everywhere the same.
    """

    key: str
    item: EvidenceItem
    serves: tuple[str, ...]
    variants: int = 1


def item_key(item: EvidenceItem) -> str:
    """Return what two rows about the same document have in common."""
    if item.file:
        named = f"file {item.file}"
    elif item.link:
        named = f"link {item.link}"
    else:
        named = f"title {' '.join(item.title.split()).casefold()}"
    return sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:KEY_LENGTH]


def described(item: EvidenceItem) -> str:
    """Return a document in one line, with all that is known of it."""
    file = f"{item.file_name} ({file_mark(item.file)})" if item.file else ""
    parts = (item.title, item.link, item.date, item.page, file)
    return " · ".join(part for part in parts if part)


def register_of(
    answers: Mapping[str, Answer], order: Iterable[str]
) -> tuple[RegisterItem, ...]:
    """Return the documents of *answers*, first used first.

    Args:
        answers: Indicator key -> answer.
        order: Keys of the indicators, in the order of the framework.
    """
    found: dict[str, list[tuple[str, EvidenceItem]]] = {}
    for indicator in order:
        answer = answers.get(indicator)
        for item in answer.evidence if answer else ():
            found.setdefault(item_key(item), []).append((indicator, item))
    return tuple(
        RegisterItem(
            key,
            rows[0][1],
            tuple(dict.fromkeys(indicator for indicator, _ in rows)),
            len({(item.title, item.date, item.link) for _, item in rows}),
        )
        for key, rows in found.items()
    )


def changed_answer(answer: Answer, key: str, changed: EvidenceItem) -> Answer:
    """Return *answer* with title, link and date of the document *key* as in *changed*.

    The page stays: where in the document to look differs by indicator.
    """
    return replace(
        answer,
        evidence=tuple(
            replace(item, title=changed.title, link=changed.link, date=changed.date)
            if item_key(item) == key
            else item
            for item in answer.evidence
        ),
    )


def without_item(answer: Answer, key: str) -> Answer:
    """Return *answer* without the document *key*."""
    kept = tuple(item for item in answer.evidence if item_key(item) != key)
    return replace(answer, evidence=kept)


def files_named(answers: Iterable[Answer]) -> frozenset[str]:
    """Return the digests of all files that *answers* name."""
    return frozenset(
        item.file for answer in answers for item in answer.evidence if item.file
    )


def links_named(answers: Iterable[Answer]) -> tuple[str, ...]:
    """Return the links that *answers* name, each once."""
    links = (item.link for answer in answers for item in answer.evidence if item.link)
    return tuple(dict.fromkeys(links))
