"""``assessment diff``: what changed between two editions, and what that touches.

Text may be reworded freely; a changed key is a removal and an addition, because stored
answers are found by key.
"""

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from assessment.domain.framework import Fact, Framework
from assessment.domain.migration.changes import Change, Effect
from assessment.domain.migration.indicator_difference import diff_indicators
from assessment.errors import N_

Item = TypeVar("Item")


def diff_frameworks(old: Framework, new: Framework) -> tuple[Change, ...]:
    """Return every difference, in file order: the whole, the parts, the indicators."""
    changes = (
        *_header(old, new),
        *_levels(old, new),
        *_grades(old, new),
        *_grade_order(old, new),
        *_bands(old, new),
        *_scoring(old, new),
        *_points(old, new),
        *_facts(old, new),
        *diff_indicators(old, new),
        *_order(old, new),
        *_side_lists(old, new),
    )
    return (*changes, *_contradicted(old, new, changes))


def _contradicted(
    old: Framework, new: Framework, changes: Sequence[Change]
) -> Iterator[Change]:
    """Files of a compatible edition are scored anew without a word: say so here."""
    touching = sum(change.effect is not Effect.COMPATIBLE for change in changes)
    if touching and old.key == new.key and old.edition in new.compatible:
        yield Change(
            Effect.TOUCHES_SCORES,
            "compatible-contradicted",
            "framework.compatible",
            N_(
                "Edition {old} is named as compatible, but changes touch its answers or "
                "scores ({count}): its files would be scored anew without a word."
            ),
            {"old": old.edition, "count": touching},
        )


def paired(
    old: Sequence[Item], new: Sequence[Item], key: Callable[[Item], str]
) -> tuple[list[Item], list[Item], list[tuple[Item, Item]]]:
    """Return what is only in *old*, only in *new*, and the pairs in both, by *key*."""
    before = {key(item): item for item in old}
    after = {key(item): item for item in new}
    return (
        [item for item in old if key(item) not in after],
        [item for item in new if key(item) not in before],
        [(before[key(item)], item) for item in new if key(item) in before],
    )


def _header(old: Framework, new: Framework) -> Iterator[Change]:
    if old.key != new.key:
        yield Change(
            Effect.TOUCHES_ANSWERS,
            "framework-key",
            "framework.key",
            N_("The framework is another one: {old} became {new}."),
            {"old": old.key, "new": new.key},
            criteria=tuple(c.key for i in old.indicators for c in i.criteria()),
        )
    names = ("title", "publisher", "licence", "language", "summary", "disclaimer")
    if reworded := [name for name in names if getattr(old, name) != getattr(new, name)]:
        yield _wording("framework", reworded)


def _levels(old: Framework, new: Framework) -> Iterator[Change]:
    if [s.score for s in old.levels] != [s.score for s in new.levels]:
        yield Change(
            Effect.TOUCHES_SCORES,
            "scale",
            "scale",
            N_("The scores of the levels changed from {old} to {new}."),
            {
                "old": ", ".join(str(level.score) for level in old.levels),
                "new": ", ".join(str(level.score) for level in new.levels),
            },
        )
    elif old.levels != new.levels:
        yield _wording("scale", ["label"])


def _grades(old: Framework, new: Framework) -> Iterator[Change]:
    gone, come, both = paired(old.grades, new.grades, lambda grade: grade.grade)
    for grade in gone:
        yield Change(
            Effect.TOUCHES_ANSWERS,
            "grade-removed",
            f"evidence.{grade.grade}",
            N_("Evidence grade {grade} was removed."),
            {"grade": grade.grade},
            grade=grade.grade,
        )
    for grade in come:
        yield _added("evidence", grade.grade)
    for before, after in both:
        place = f"evidence.{after.grade}"
        if before.cap != after.cap:
            yield Change(
                Effect.TOUCHES_SCORES,
                "grade-cap",
                place,
                N_(
                    "Evidence grade {grade} now supports level {new} at most, not {old}."
                ),
                {
                    "grade": after.grade,
                    "old": _cap(before.cap, old),
                    "new": _cap(after.cap, new),
                },
            )
        if before.public != after.public:
            yield _setting(place, "public", before.public, after.public)
        if reworded := _differing(before, after, but=("cap", "public")):
            yield _wording(place, reworded)


def _grade_order(old: Framework, new: Framework) -> Iterator[Change]:
    """An answer without a grade counts like the last one (rule 7)."""
    was, now = old.grades[-1].grade, new.grades[-1].grade
    if was != now:
        yield Change(
            Effect.TOUCHES_SCORES,
            "grade-order",
            "evidence",
            N_("An answer without a grade now counts like grade {new}, not {old}."),
            {"old": was, "new": now},
        )
    before = [grade.grade for grade in old.grades]
    after = [grade.grade for grade in new.grades]
    if [g for g in before if g in after] != [g for g in after if g in before]:
        yield Change(
            Effect.COMPATIBLE,
            "order",
            "evidence",
            N_("The order of the evidence grades changed."),
        )


def _cap(cap: int | None, framework: Framework) -> int:
    return framework.top_level if cap is None else cap


def _bands(old: Framework, new: Framework) -> Iterator[Change]:
    if [(b.key, b.lower) for b in old.bands] != [(b.key, b.lower) for b in new.bands]:
        yield Change(
            Effect.TOUCHES_SCORES,
            "bands",
            "bands",
            N_("The bands changed from {old} to {new}."),
            {
                "old": ", ".join(f"{band.key} {band.lower}" for band in old.bands),
                "new": ", ".join(f"{band.key} {band.lower}" for band in new.bands),
            },
        )
    elif old.bands != new.bands:
        yield _wording("bands", ["label", "meaning"])


def _scoring(old: Framework, new: Framework) -> Iterator[Change]:
    for name in _differing(old.scoring, new.scoring):
        yield _setting(
            "scoring", name, getattr(old.scoring, name), getattr(new.scoring, name)
        )


def _points(old: Framework, new: Framework) -> Iterator[Change]:
    gone, come, both = paired(old.points, new.points, lambda point: point.key)
    for point in gone:
        yield Change(
            Effect.TOUCHES_SCORES,
            "point-removed",
            f"points.{point.key}",
            N_('Point "{key}" was removed.'),
            {"key": point.key},
        )
    for point in come:
        yield Change(
            Effect.TOUCHES_SCORES,
            "point-added",
            f"points.{point.key}",
            N_('Point "{key}" was added.'),
            {"key": point.key},
        )
    for before, after in both:
        place = f"points.{after.key}"
        if before.weight != after.weight:
            yield _setting(place, "weight", before.weight, after.weight)
        if reworded := _differing(before, after, but=("weight",)):
            yield _wording(place, reworded)


def _facts(old: Framework, new: Framework) -> Iterator[Change]:
    gone, come, both = paired(old.facts, new.facts, lambda fact: fact.key)
    for fact in gone:
        yield _fact(fact, "fact-removed", N_('The profile no longer asks "{key}".'))
    for fact in come:
        yield _added("profile", fact.key)
    for before, after in both:
        yield from _values(before, after)
        reworded = _differing(before, after, but=("kind", "options"))
        if _relabelled(before, after):
            reworded.append("options")
        if reworded:
            yield _wording(f"profile.{after.key}", reworded)


def _values(before: Fact, after: Fact) -> Iterator[Change]:
    removed = [value for value in before.values if value not in after.values]
    added = [value for value in after.values if value not in before.values]
    if before.kind is not after.kind:
        yield _fact(
            after, "fact-kind", N_('Profile fact "{key}" is answered in another way.')
        )
    elif removed:
        yield _fact(
            after,
            "fact-value-removed",
            N_('Profile fact "{key}" no longer has the value {value}.'),
            value=", ".join(removed),
        )
    elif added:
        yield Change(
            Effect.COMPATIBLE,
            "fact-value-added",
            f"profile.{after.key}",
            N_('Profile fact "{key}" may now be {value}, too.'),
            {"key": after.key, "value": ", ".join(added)},
        )


def _relabelled(before: Fact, after: Fact) -> bool:
    """Say whether an option that stayed is called otherwise."""
    labels = {option.value: option.label for option in before.options}
    return any(
        labels.get(option.value, option.label) != option.label
        for option in after.options
    )


def _fact(fact: Fact, kind: str, template: str, **values: object) -> Change:
    return Change(
        Effect.TOUCHES_ANSWERS,
        kind,
        f"profile.{fact.key}",
        template,
        {"key": fact.key, **values},
        fact=fact.key,
    )


def _order(old: Framework, new: Framework) -> Iterator[Change]:
    """Numbers follow the order, keys do not: nothing stored is touched."""
    for part in ("points", "indicators"):
        before = [item.key for item in getattr(old, part)]
        after = [item.key for item in getattr(new, part)]
        if [k for k in before if k in after] != [k for k in after if k in before]:
            yield Change(
                Effect.COMPATIBLE,
                "order",
                part,
                N_("The order changed, and with it the numbers that people see."),
            )


def _side_lists(old: Framework, new: Framework) -> Iterator[Change]:
    """Lists that change no answer and no score of an indicator."""
    if differing := _differing(old.review, new.review):
        yield _changed("review", differing)
    lists: tuple[tuple[str, str], ...] = (
        ("sectors", "key"),
        ("instruments", "key"),
        ("sdg_targets", "key"),
        ("sources", "code"),
        ("terms", "key"),
        ("recommendations", "key"),
        ("contradictions", "key"),
        ("archetypes", "key"),
        ("examples", "key"),
    )
    for part, name in lists:
        gone, come, both = paired(
            getattr(old, part),
            getattr(new, part),
            attrgetter(name),
        )
        for item in gone:
            yield Change(
                Effect.COMPATIBLE,
                "removed",
                f"{part}.{getattr(item, name)}",
                N_('"{key}" was removed.'),
                {"key": getattr(item, name)},
            )
        for item in come:
            yield _added(part, getattr(item, name))
        for before, after in both:
            if differing := _differing(before, after):
                place = f"{part}.{getattr(after, name)}"
                yield (_changed if part in _CONTENT else _wording)(place, differing)


_CONTENT = {"archetypes", "contradictions", "examples"}
"""Lists whose items are answers and numbers: what changes there is no wording."""


def _changed(place: str, names: Sequence[str]) -> Change:
    template = N_("Changed: {names}.")
    values = {"names": ", ".join(names)}
    return Change(Effect.COMPATIBLE, "changed", place, template, values)


def _added(part: str, key: str) -> Change:
    return Change(
        Effect.COMPATIBLE,
        "added",
        f"{part}.{key}",
        N_('"{key}" was added.'),
        {"key": key},
    )


def _wording(place: str, names: Sequence[str]) -> Change:
    return Change(
        Effect.COMPATIBLE,
        "wording",
        place,
        N_("Reworded: {names}."),
        {"names": ", ".join(names)},
    )


def _setting(place: str, name: str, before: object, after: object) -> Change:
    return Change(
        Effect.TOUCHES_SCORES,
        "setting",
        f"{place}.{name}",
        N_("{name} changed from {old} to {new}."),
        {"name": name, "old": before, "new": after},
    )


def _differing(before: Any, after: Any, but: Sequence[str] = ()) -> list[str]:
    names = type(before).__dataclass_fields__
    return [
        name
        for name in names
        if name not in but and getattr(before, name) != getattr(after, name)
    ]
