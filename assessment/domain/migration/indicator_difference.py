"""Differences between the indicators of two editions."""

from collections.abc import Iterator

from assessment.domain.framework import Condition, Criterion, Framework, Indicator
from assessment.domain.migration.changes import Change, Effect
from assessment.errors import N_

_PLAIN = ("title", "question", "why", "evidence", "mistakes", "legal", "proof")
_CITED = ("why_citations", "citations")
_LENSES = ("type", "lead", "recommendations", "sdg")
_SETTINGS = ("core", "weight", "target", "critical", "caps_below", "flags_below")


def diff_indicators(old: Framework, new: Framework) -> Iterator[Change]:
    """Yield what changed in indicators: removed ones first, then in the new order."""
    for indicator in old.indicators:
        if indicator.key not in new.indicators_by_key:
            yield _whole(
                indicator,
                Effect.TOUCHES_ANSWERS,
                "indicator-removed",
                N_('Indicator "{key}" was removed, with {count} criteria.'),
            )
    for indicator in new.indicators:
        before = old.indicators_by_key.get(indicator.key)
        if before is None:
            # No answer is touched, but coverage falls and the range widens.
            yield _whole(
                indicator,
                Effect.TOUCHES_SCORES,
                "indicator-added",
                N_('Indicator "{key}" was added, with {count} criteria.'),
            )
        elif before != indicator:
            yield from _settings(before, indicator)
            yield from _urgency(before, indicator)
            yield from _criteria(before, indicator)
            yield from _actions(before, indicator)
            yield from _figures(before, indicator)
            yield from _wording(before, indicator)


def _whole(indicator: Indicator, effect: Effect, kind: str, template: str) -> Change:
    criteria = tuple(criterion.key for criterion in indicator.criteria())
    return Change(
        effect,
        kind,
        f"indicators.{indicator.key}",
        template,
        {"key": indicator.key, "count": len(criteria)},
        indicator=indicator.key,
        criteria=criteria,
    )


def _settings(before: Indicator, after: Indicator) -> Iterator[Change]:
    key = after.key
    if before.point != after.point:
        yield Change(
            Effect.TOUCHES_SCORES,
            "indicator-moved",
            f"indicators.{key}.point",
            N_('Indicator "{key}" moved from point "{old}" to "{new}".'),
            {"key": key, "old": before.point, "new": after.point},
            indicator=key,
        )
    if before.when != after.when:
        yield Change(
            Effect.TOUCHES_ANSWERS,
            "condition",
            f"indicators.{key}.when",
            N_('Indicator "{key}" is asked of other countries: {old} became {new}.'),
            {"key": key, "old": _said(before.when), "new": _said(after.when)},
            indicator=key,
            criteria=tuple(criterion.key for criterion in after.criteria()),
        )
    for name in (*_SETTINGS, *_LENSES):
        was, now = getattr(before, name), getattr(after, name)
        if was != now:
            yield Change(
                Effect.TOUCHES_SCORES,
                "setting",
                f"indicators.{key}.{name}",
                N_('"{name}" of indicator "{key}" changed from {old} to {new}.'),
                {"name": name, "key": key, "old": _shown(was), "new": _shown(now)},
                indicator=key,
            )


def _urgency(before: Indicator, after: Indicator) -> Iterator[Change]:
    """The order of gaps follows it; no score does."""
    if before.urgent_when != after.urgent_when:
        yield Change(
            Effect.COMPATIBLE,
            "urgency",
            f"indicators.{after.key}.urgent_when",
            N_(
                'The gap of "{key}" comes first for other countries: {old} became {new}.'
            ),
            {
                "key": after.key,
                "old": _said(before.urgent_when),
                "new": _said(after.urgent_when),
            },
            indicator=after.key,
        )


def _criteria(before: Indicator, after: Indicator) -> Iterator[Change]:
    was, now = _placed(before), _placed(after)
    for key, (rung, _) in was.items():
        if key not in now:
            yield _criterion(
                after,
                key,
                "criterion-removed",
                N_('Criterion "{key}" was removed from rung {rung}.'),
                rung=rung,
            )
    for key, (rung, criterion) in now.items():
        if key not in was:
            yield _criterion(
                after,
                key,
                "criterion-added",
                N_('Criterion "{key}" was added to rung {rung}.'),
                rung=rung,
            )
            continue
        old_rung, old = was[key]
        if old_rung != rung:
            yield _criterion(
                after,
                key,
                "criterion-moved",
                N_('Criterion "{key}" moved from rung {old} to rung {new}.'),
                old=old_rung,
                new=rung,
            )
        yield from _asked_otherwise(after, old, criterion)


def _asked_otherwise(
    after: Indicator, old: Criterion, new: Criterion
) -> Iterator[Change]:
    """Yield what became of a criterion that stands in both editions."""
    if old.when != new.when:
        yield _criterion(
            after,
            new.key,
            "condition",
            N_('Criterion "{key}" is asked of other countries: {old} became {new}.'),
            old=_said(old.when),
            new=_said(new.when),
        )
    if old.needs_public != new.needs_public:
        yield Change(
            Effect.TOUCHES_SCORES,
            "needs",
            f"indicators.{after.key}.{new.key}.needs",
            N_('Criterion "{key}" now needs a public document to be evidenced.')
            if new.needs_public
            else N_('Criterion "{key}" no longer needs a public document.'),
            {"key": new.key},
            indicator=after.key,
            criteria=(new.key,),
        )


def _placed(indicator: Indicator) -> dict[str, tuple[int, Criterion]]:
    return {
        criterion.key: (rung.level, criterion)
        for rung in indicator.ladder
        for criterion in rung.criteria
    }


def _criterion(
    indicator: Indicator, key: str, kind: str, template: str, **values: object
) -> Change:
    return Change(
        Effect.TOUCHES_ANSWERS,
        kind,
        f"indicators.{indicator.key}.{key}",
        template,
        {"key": key, **values},
        indicator=indicator.key,
        criteria=(key,),
    )


def _figures(before: Indicator, after: Indicator) -> Iterator[Change]:
    was = {figure.key: figure for figure in before.figures}
    now = {figure.key: figure for figure in after.figures}
    for key, figure in was.items():
        if key not in now:
            kind, template = "figure-removed", N_('Figure "{key}" was removed.')
        elif (figure.unit, figure.counts_people) != (
            now[key].unit,
            now[key].counts_people,
        ):
            kind, template = "figure-unit", N_('Figure "{key}" is counted otherwise.')
        else:
            continue
        yield Change(
            Effect.TOUCHES_ANSWERS,
            kind,
            f"indicators.{after.key}.figures.{key}",
            template,
            {"key": key},
            indicator=after.key,
        )
    for key in now:
        if key not in was:
            yield Change(
                Effect.COMPATIBLE,
                "figure-added",
                f"indicators.{after.key}.figures.{key}",
                N_('Figure "{key}" was added.'),
                {"key": key},
                indicator=after.key,
            )


def _wording(before: Indicator, after: Indicator) -> Iterator[Change]:
    names = [n for n in _PLAIN if getattr(before, n) != getattr(after, n)]
    if any(getattr(before, name) != getattr(after, name) for name in _CITED):
        names.append("sources")
    was, now = _placed(before), _placed(after)
    reworded = tuple(
        key
        for key, (_, c) in now.items()
        if key in was and _words(was[key][1]) != _words(c)
    )
    figures = {figure.key: (figure.label, figure.help) for figure in before.figures}
    if any(
        figures.get(f.key, (f.label, f.help)) != (f.label, f.help)
        for f in after.figures
    ):
        names.append("figures")
    if names or reworded:
        yield Change(
            Effect.COMPATIBLE,
            "wording",
            f"indicators.{after.key}",
            N_("Reworded: {names}."),
            {"names": ", ".join((*names, *reworded))},
            indicator=after.key,
            criteria=reworded,
        )


def _words(criterion: Criterion) -> tuple[str, str]:
    return criterion.text, criterion.action


def _actions(before: Indicator, after: Indicator) -> Iterator[Change]:
    """What an action needs, who owns it, what it serves: no answer and no score."""
    was, now = _placed(before), _placed(after)
    for key, (_, criterion) in now.items():
        if key not in was:
            continue
        old = was[key][1]
        names = [
            n for n in ("effort", "serves") if getattr(old, n) != getattr(criterion, n)
        ]
        if not _same_owner(old, criterion, before, after):
            names.append("owner")
        if names:
            yield Change(
                Effect.COMPATIBLE,
                "action",
                f"indicators.{after.key}.{key}",
                N_('Criterion "{key}" changed: {names}.'),
                {"key": key, "names": ", ".join(names)},
                indicator=after.key,
                criteria=(key,),
            )


def _same_owner(
    was: Criterion, now: Criterion, before: Indicator, after: Indicator
) -> bool:
    """Say whether the owner stayed; one that follows the lead is told with the lead."""
    follows = was.owner == before.lead and now.owner == after.lead
    return follows or was.owner == now.owner


def _said(conditions: tuple[Condition, ...]) -> str:
    """Write conditions in the short form authors use; a dash when there are none."""
    said = (f"{c.fact}: {' / '.join(c.values)}" for c in conditions)
    return "; ".join(said) or "–"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value) or "–"
    return "–" if value is None else str(value).lower()
