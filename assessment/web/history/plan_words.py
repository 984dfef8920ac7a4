"""What a change of targets or of the step-up plan changed, in words."""

from collections.abc import Iterator, Mapping
from datetime import date

from assessment.domain.framework import Framework
from assessment.domain.plan.standing import STATUS_WORDS
from assessment.texts import Texts

Said = tuple[str, ...]
_WORDS = {status.value: word for status, word in STATUS_WORDS.items()}


def targets_said(
    data: Mapping[str, object], framework: Framework, texts: Texts
) -> Said:
    """Return a line for each target, with its reason."""
    reasons = _mapping(data.get("target_reasons"))
    return tuple(
        texts.gettext(
            "%(which)s: level %(level)s",
            which=_indicator(key, framework, texts),
            level=level,
        )
        + (f" – {reasons[key]}" if reasons.get(key) else "")
        for key, level in _mapping(data.get("targets")).items()
    )


def plan_said(data: Mapping[str, object], framework: Framework, texts: Texts) -> Said:
    """Return a line for each action: what is to come true, and all that is known of it."""
    items = data.get("plan")
    return tuple(
        " · ".join(_item(_mapping(item), framework, texts))
        for item in (items if isinstance(items, list) else ())
    )


def _item(
    item: Mapping[str, object], framework: Framework, texts: Texts
) -> Iterator[str]:
    key, criterion = str(item.get("indicator")), str(item.get("criterion"))
    indicator = framework.indicators_by_key.get(key)
    known = {c.key: c.text for c in indicator.criteria()} if indicator else {}
    goal = texts.framework(known[criterion]) if criterion in known else criterion
    yield f"{framework.numbers.get(key, key)} {goal}"
    if wording := item.get("wording"):
        yield f"→ {wording}"
    if owner := item.get("owner"):
        yield str(owner)
    if due := item.get("due"):
        yield texts.date(date.fromisoformat(str(due)))
    status = str(item.get("status", "planned"))
    yield texts.gettext(_WORDS.get(status, status))
    if note := item.get("note"):
        yield str(note)


def _indicator(key: str, framework: Framework, texts: Texts) -> str:
    indicator = framework.indicators_by_key.get(key)
    if indicator is None:
        return key
    return f"{framework.numbers[key]} {texts.framework(indicator.title)}"


def _mapping(data: object) -> Mapping[str, object]:
    return data if isinstance(data, dict) else {}
