"""What the trail says of a delegation, in the words of the page that asks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assessment.domain.framework import Framework
from assessment.domain.people.asks import AskKind
from assessment.errors import N_
from assessment.services.delegation.reminding import name_of_part
from assessment.texts import Texts
from assessment.web.asked.words import KIND_WORDS


@dataclass(frozen=True, slots=True)
class AskPart:
    """One thing that a delegation says, and its words."""

    name: str
    words: str


def ask_said(
    told: Mapping[str, object],
    framework: Framework,
    texts: Texts,
    names: Mapping[int, str],
) -> Iterator[AskPart]:
    """Yield what an entry of the trail says of what was asked of whom.

    Args:
        told: As the trail keeps it: the number of the account, never a name.
        framework: What the assessment asks.
        texts: Words of the reader's language.
        names: Of the members of the team; who is none any more has none here.
    """
    account = told.get("account")
    if isinstance(account, int) and account in names:
        yield AskPart(N_("Of whom"), names[account])
    if (kind := _kind(told.get("kind"))) is not None:
        part = name_of_part(texts, framework, kind, str(told.get("key", "")))
        yield AskPart(N_("What"), f"{part} · {texts.gettext(KIND_WORDS[kind])}")
    if (due := _day(told.get("due"))) is not None:
        yield AskPart(N_("Wanted by"), texts.date(due))
    if note := str(told.get("note") or "").strip():
        yield AskPart(N_("Note"), note)


def _kind(value: object) -> AskKind | None:
    return next((kind for kind in AskKind if kind.value == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
