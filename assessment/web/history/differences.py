"""What a change changed, in words: criterion by criterion, document by document."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessment.domain.answers import Answer, EvidenceItem, FigureEntry, Profile
from assessment.domain.evidence import described
from assessment.domain.framework import Framework, Indicator
from assessment.domain.records import AuditAction
from assessment.domain.rounds.states import Visibility
from assessment.errors import N_
from assessment.services.history.reading import Change
from assessment.texts import Texts
from assessment.web.history.ask_words import ask_said
from assessment.web.history.plan_words import plan_said, targets_said
from assessment.web.round_words import MOVE_WORDS, VISIBILITY_WORDS

_FEW = "<5"


@dataclass(frozen=True, slots=True)
class Part:
    """A part that changed.

    Attributes:
        name: What part (marked with ``N_``), or a text of the framework.
        gone, come: What was there before only, and what is there since.
        is_framework: The texts are the framework's, not what people typed.
    """

    name: str
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    is_framework: bool = False


_TOLD_BY_THEIR_NAME = frozenset(
    {
        AuditAction.CREATED,
        AuditAction.IMPORTED,
        AuditAction.COPIED,
        AuditAction.CARRIED,
        AuditAction.CONFIRMED,
        AuditAction.ARCHIVED,
        AuditAction.RESTORED,
        AuditAction.DELETED,
        AuditAction.SETTLED,
    }
)
"""What was done says all; what an assessment began with stands on its own pages."""
_SAID = {
    AuditAction.COMMENT: (N_("Comment"), "text"),
    AuditAction.EXPLAINED: (N_("Reason"), "reason"),
    AuditAction.ERASED: (N_("Reason"), "reason"),
}
"""What was said, and where the trail keeps it."""
_OF_ASKS = frozenset(
    {
        AuditAction.ASKED,
        AuditAction.ASK_CHANGED,
        AuditAction.ASK_WITHDRAWN,
        AuditAction.HANDED_BACK,
        AuditAction.REOPENED,
    }
)
_LABELS = {
    "period": N_("Year, or years"),
    "respondent": N_("Who answers"),
    "language": N_("Language of the report"),
    "subject_name": N_("Name of the invented country"),
    "targets": N_("Targets"),
    "plan": N_("Step-up plan"),
    "name": N_("Name"),
    "file": N_("File"),
    "answers": N_("Answers taken over"),
    "text": N_("Reply"),
    "reason": N_("Reason"),
    "function": N_("Function"),
    "on": N_("Date"),
}
_STATUS = {"answered": N_("answered"), "unknown": N_("we do not know")}
_NOTHING = N_("unanswered")


def parts_of(
    change: Change, framework: Framework, texts: Texts, names: Mapping[int, str]
) -> tuple[Part, ...]:
    """Return what *change* changed, in the order of the page it was made on.

    Args:
        change: What is told.
        framework: What the assessment asks.
        texts: Words of the reader's language.
        names: Account -> name of each member of the team.
    """
    entry = change.entry
    if change.is_emptied or entry.action in _TOLD_BY_THEIR_NAME:
        return ()
    match entry.action:
        case AuditAction.ANSWER | AuditAction.MIGRATED:
            found = _answer_or_edition(change, framework, texts)
        case AuditAction.PROFILE:
            found = _profile(entry.old, entry.new, framework, texts)
        case AuditAction.PLAN:
            found = _plan(entry.old, entry.new, framework, texts)
        case action if action in _SAID:
            name, key = _SAID[action]
            found = iter([Part(name, come=_lines(_value(entry.new, key)))])
        case action if action in MOVE_WORDS:
            found = _move(entry.new, texts)
        case action if action in _OF_ASKS:
            found = _asked(entry.old, entry.new, framework, texts, names)
        case _:
            found = _plain(entry.old, entry.new)
    return tuple(part for part in found if part.gone or part.come)


def _answer_or_edition(
    change: Change, framework: Framework, texts: Texts
) -> Iterator[Part]:
    """Return what became of an answer, or of the edition that the whole answers."""
    entry = change.entry
    if entry.subject:
        indicator = framework.indicators_by_key.get(entry.subject)
        return _answer(change.before, change.after, indicator, framework, texts)
    old, new = (_lines(_value(each, "edition")) for each in (entry.old, entry.new))
    return iter([_both(N_("Edition"), old, new)])


def answer_parts(
    old: Answer | None, new: Answer | None, framework: Framework, key: str, texts: Texts
) -> tuple[Part, ...]:
    """Return where two answers to the indicator *key* differ, in the order of its page."""
    indicator = framework.indicators_by_key.get(key)
    found = _answer(old, new, indicator, framework, texts)
    return tuple(part for part in found if part.gone or part.come)


def profile_parts(
    old: Profile, new: Profile, framework: Framework, texts: Texts
) -> tuple[Part, ...]:
    """Return where two country profiles differ."""
    before, after = ({k: list(v) for k, v in each.items()} for each in (old, new))
    return tuple(_profile(before, after, framework, texts))


def _answer(
    old: Answer | None,
    new: Answer | None,
    indicator: Indicator | None,
    framework: Framework,
    texts: Texts,
) -> Iterator[Part]:
    yield _both(N_("Answer"), _status(old, texts), _status(new, texts))
    yield _both(
        N_("Ticked"),
        _ticked(old, indicator, texts),
        _ticked(new, indicator, texts),
        is_framework=True,
    )
    yield _both(
        N_("What shows it"),
        _grade(old, framework, texts),
        _grade(new, framework, texts),
        is_framework=True,
    )
    yield _both(
        N_("Evidence"),
        [_document(item) for item in old.evidence] if old else [],
        [_document(item) for item in new.evidence] if new else [],
    )
    yield _both(
        N_("Figures"),
        [_figure(entry, indicator, texts) for entry in old.figures] if old else [],
        [_figure(entry, indicator, texts) for entry in new.figures] if new else [],
    )
    yield _both(
        N_("Note"), _lines(old.note if old else ""), _lines(new.note if new else "")
    )


def _both(
    name: str, old: Iterable[str], new: Iterable[str], *, is_framework: bool = False
) -> Part:
    before, after = tuple(old), tuple(new)
    return Part(
        name,
        tuple(text for text in before if text not in after),
        tuple(text for text in after if text not in before),
        is_framework,
    )


def _status(answer: Answer | None, texts: Texts) -> list[str]:
    return [texts.gettext(_STATUS[answer.status] if answer else _NOTHING)]


def _ticked(
    answer: Answer | None, indicator: Indicator | None, texts: Texts
) -> list[str]:
    if answer is None:
        return []
    if indicator is None:
        return sorted(answer.met)
    known = {criterion.key: criterion.text for criterion in indicator.criteria()}
    ordered = [key for key in known if key in answer.met]
    others = sorted(answer.met - known.keys())
    return [texts.framework(known[key]) for key in ordered] + others


def _grade(answer: Answer | None, framework: Framework, texts: Texts) -> list[str]:
    if answer is None or not answer.grade:
        return []
    grade = framework.grades_by_letter.get(answer.grade)
    label = texts.framework(grade.label) if grade else ""
    return [f"{answer.grade} {label}".strip()]


def _document(item: EvidenceItem) -> str:
    return described(item)


def _figure(entry: FigureEntry, indicator: Indicator | None, texts: Texts) -> str:
    labels = {f.key: f.label for f in indicator.figures} if indicator else {}
    label = texts.framework(labels[entry.key]) if entry.key in labels else entry.key
    value = _FEW if entry.value is None else texts.exact(entry.value)
    year = f" ({entry.year})" if entry.year else ""
    return f"{label}: {value}{year}"


def _profile(
    old: object, new: object, framework: Framework, texts: Texts
) -> Iterator[Part]:
    before, after = _mapping(old), _mapping(new)
    for fact in framework.facts:
        labels = {option.value: option.label for option in fact.options}

        def said(values: object, labels: Mapping[str, str] = labels) -> tuple[str, ...]:
            chosen = values if isinstance(values, list) else []
            return tuple(texts.framework(labels.get(v, str(v))) for v in chosen)

        if before.get(fact.key) != after.get(fact.key):
            yield Part(
                texts.framework(fact.question),
                said(before.get(fact.key)),
                said(after.get(fact.key)),
                is_framework=True,
            )


def _plan(
    old: object, new: object, framework: Framework, texts: Texts
) -> Iterator[Part]:
    before, after = _mapping(old), _mapping(new)
    for name, said in ((N_("Targets"), targets_said), (N_("Step-up plan"), plan_said)):
        yield _both(name, said(before, framework, texts), said(after, framework, texts))


def _move(new: object, texts: Texts) -> Iterator[Part]:
    """Yield what a move told besides its name."""
    told = _mapping(new)
    yield Part(N_("Reason"), come=_lines(told.get("reason")))
    yield Part(N_("Signed by"), come=_shown(told.get("name")))
    yield Part(N_("Function"), come=_shown(told.get("function")))
    if told.get("visibility"):
        shown = VISIBILITY_WORDS[Visibility(str(told["visibility"]))]
        yield Part(N_("How much others see"), come=(texts.gettext(shown),))
    yield Part(N_("Code"), come=_shown(told.get("code")))


def _asked(
    old: object,
    new: object,
    framework: Framework,
    texts: Texts,
    names: Mapping[int, str],
) -> Iterator[Part]:
    before, after = (
        {
            p.name: _lines(p.words)
            for p in ask_said(_mapping(e), framework, texts, names)
        }
        for e in (old, new)
    )
    for name in dict.fromkeys([*before, *after]):
        yield _both(name, before.get(name, ()), after.get(name, ()))


def _plain(old: object, new: object) -> Iterator[Part]:
    before, after = _mapping(old), _mapping(new)
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            name = _LABELS.get(key, key)
            yield Part(name, _shown(before.get(key)), _shown(after.get(key)))


def _shown(value: object) -> tuple[str, ...]:
    if value in (None, "", [], {}):
        return ()
    if isinstance(value, list):
        return tuple(text for each in value for text in _shown(each))
    if isinstance(value, dict):
        return (
            " · ".join(f"{k}: {v}" for k, v in value.items() if v not in (None, "")),
        )
    return (str(value),)


def _lines(text: object) -> tuple[str, ...]:
    return tuple(line for line in str(text or "").splitlines() if line.strip())


def _value(data: object, key: str) -> object:
    return _mapping(data).get(key)


def _mapping(data: object) -> Mapping[str, object]:
    return data if isinstance(data, dict) else {}
