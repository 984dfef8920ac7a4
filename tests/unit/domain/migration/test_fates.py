"""What becomes of answers in another edition: the rule, by example and by property."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import resources
from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import (
    Answer,
    Assessment,
    EvidenceItem,
    FigureEntry,
    PlanItem,
)
from assessment.domain.framework import Figure, Framework, Indicator, Rung
from assessment.domain.migration.fates import Fate
from assessment.domain.migration.moving import Migration, migrate
from assessment.domain.scoring import score_indicator
from assessment.framework_file import load_framework, load_kept_edition
from tests.builders import (
    GRADES,
    a_condition,
    a_criterion,
    a_fact,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

COAST = a_condition("coast", "yes")
LADDER = a_ladder("c1", "c2a c2b", ["c3", a_criterion("sea", when=[COAST])], "c4")
COUNTED = Figure("helped", "Children helped", "children", counts_people=True)
SPENT = Figure("spent", "Money spent", "million")
OLD = a_framework(
    an_indicator("law", ladder=LADDER),
    an_indicator("data", figures=(COUNTED, SPENT)),
    an_indicator("ports", when=(COAST,), point="care"),
    an_indicator("care", point="care"),
    edition="1.0",
)
ANSWER = an_answer(
    "c1",
    "c2a",
    grade="B",
    evidence=(EvidenceItem("The decree", "https://law.example/1"),),
    note="Since 2024.",
)
WITH_FIGURES = an_answer(
    "c1",
    figures=(FigureEntry("helped", Decimal(40), 2025), FigureEntry("spent", None)),
)


def with_indicator(framework: Framework, key: str, **changes: object) -> Framework:
    indicators = tuple(
        replace(i, **changes) if i.key == key else i  # type: ignore[arg-type]
        for i in framework.indicators
    )
    return replace(framework, indicators=indicators, edition="2.0")


def answered(**answers: Answer) -> Assessment:
    return an_assessment(OLD, answers, profile={"coast": ("yes",)})


def fate_of(migration: Migration, key: str) -> Fate:
    return next(o.fate for o in migration.outcomes if o.indicator == key)


def ladder_without(key: str) -> tuple[Rung, ...]:
    return tuple(
        replace(rung, criteria=tuple(c for c in rung.criteria if c.key != key))
        for rung in LADDER
    )


def test_new_words_for_the_same_change_nothing_of_an_answer() -> None:
    reworded = tuple(
        replace(
            rung,
            criteria=tuple(replace(c, text=f"{c.text} Indeed.") for c in rung.criteria),
        )
        for rung in LADDER
    )
    new = with_indicator(OLD, "law", ladder=reworded, title="Another title")

    migration = migrate(OLD, new, answered(law=ANSWER))

    assert fate_of(migration, "law") is Fate.KEPT
    assert migration.assessment.answers == {"law": ANSWER}
    assert migration.assessment.edition == "2.0"
    assert migration.former == {}
    assert migration.scores == ()


@pytest.mark.parametrize(
    ("ladder", "kind"),
    [
        (ladder_without("c2b"), "criterion-removed"),
        (a_ladder("c1 new", "c2a c2b", [*LADDER[2].criteria], "c4"), "criterion-added"),
        (
            a_ladder("c1 c2b", "c2a", [*LADDER[2].criteria], "c4"),
            "criterion-moved",
        ),
    ],
)
def test_where_something_else_is_asked_the_question_is_opened_again(
    ladder: tuple[Rung, ...], kind: str
) -> None:
    new = with_indicator(OLD, "law", ladder=ladder)

    migration = migrate(OLD, new, answered(law=ANSWER, data=an_answer("c1")))

    (outcome,) = migration.with_fate(Fate.REOPENED)
    assert outcome.indicator == "law"
    assert {change.kind for change in outcome.changes} == {kind}
    assert migration.former == {"law": ANSWER}, "whole: evidence, grade and note"
    assert migration.assessment.answers == {"data": an_answer("c1")}
    assert migration.counts == {Fate.REOPENED: 1, Fate.KEPT: 1}


def test_we_do_not_know_is_no_answer_to_a_criterion() -> None:
    new = with_indicator(OLD, "law", ladder=ladder_without("c2b"))

    migration = migrate(OLD, new, answered(law=we_do_not_know(note="Asked twice.")))

    assert fate_of(migration, "law") is Fate.KEPT
    assert migration.assessment.answers["law"].note == "Asked twice."


def test_a_figure_that_is_counted_otherwise_is_dropped_and_the_rest_looked_at() -> None:
    other = replace(COUNTED, unit="percent", counts_people=False)
    new = with_indicator(OLD, "data", figures=(other, SPENT))

    migration = migrate(OLD, new, answered(data=WITH_FIGURES))

    assert migration.to_confirm == {"data"}
    kept = migration.assessment.answers["data"]
    assert kept == replace(WITH_FIGURES, figures=(FigureEntry("spent", None),))
    assert migration.former == {"data": WITH_FIGURES}, "the old number stands beside"


def test_a_figure_that_nobody_gave_touches_nothing() -> None:
    new = with_indicator(OLD, "data", figures=(SPENT,))

    migration = migrate(OLD, new, answered(data=an_answer("c1")))

    assert fate_of(migration, "data") is Fate.KEPT


def test_an_evidence_grade_that_is_gone_is_asked_again() -> None:
    new = replace(OLD, edition="2.0", grades=tuple(g for g in GRADES if g.grade != "B"))

    migration = migrate(OLD, new, answered(law=ANSWER, data=an_answer("c1")))

    assert migration.to_confirm == {"law"}
    assert migration.assessment.answers["law"] == replace(ANSWER, grade="")
    assert migration.assessment.answers["data"] == an_answer("c1")


def test_a_changed_condition_matters_only_where_it_makes_a_difference() -> None:
    everywhere = tuple(
        replace(rung, criteria=tuple(replace(c, when=()) for c in rung.criteria))
        for rung in LADDER
    )
    new = with_indicator(OLD, "law", ladder=everywhere)
    at_sea, inland = answered(law=ANSWER), answered(law=ANSWER)
    inland = replace(inland, profile={"coast": ("no",)})

    assert fate_of(migrate(OLD, new, at_sea), "law") is Fate.KEPT
    assert fate_of(migrate(OLD, new, inland), "law") is Fate.REOPENED


def test_what_was_set_aside_and_counts_again_is_looked_at() -> None:
    new = with_indicator(OLD, "ports", when=())
    inland = replace(answered(ports=an_answer("c1")), profile={"coast": ("no",)})

    migration = migrate(OLD, new, inland)

    assert migration.to_confirm == {"ports"}
    assert migration.assessment.answers["ports"] == an_answer("c1")


def test_what_is_new_and_what_is_gone_is_told() -> None:
    without = tuple(i for i in OLD.indicators if i.key != "care")
    new = replace(OLD, edition="2.0", indicators=(*without, an_indicator("more")))

    migration = migrate(OLD, new, answered(law=ANSWER, care=an_answer("c1")))

    (gone,) = migration.with_fate(Fate.GONE)
    assert (gone.indicator, gone.had_answer) == ("care", True)
    assert [o.indicator for o in migration.with_fate(Fate.NEW)] == ["more"]
    assert migration.assessment.answers == {"law": ANSWER}


def test_a_weight_touches_no_answer_and_is_told() -> None:
    new = with_indicator(OLD, "law", weight=Decimal(3))

    migration = migrate(OLD, new, answered(law=ANSWER))

    assert fate_of(migration, "law") is Fate.KEPT
    assert [change.kind for change in migration.scores] == ["setting"]


def test_targets_and_plan_stay_where_they_are_still_possible() -> None:
    new = with_indicator(OLD, "law", ladder=ladder_without("c2b"))
    new = replace(new, indicators=tuple(i for i in new.indicators if i.key != "care"))
    before = replace(
        answered(law=ANSWER),
        targets={"law": 4, "care": 2},
        target_reasons={"care": "Promised."},
        plan=(PlanItem("law", "c2b"), PlanItem("law", "c4"), PlanItem("care", "c1")),
    )

    migration = migrate(OLD, new, before)

    assert migration.assessment.targets == {"law": 4}
    assert migration.assessment.target_reasons == {}
    assert migration.assessment.plan == (PlanItem("law", "c4"),)
    assert migration.targets == ("care",)
    assert migration.plan == (PlanItem("law", "c2b"), PlanItem("care", "c1"))


def test_a_fact_that_is_asked_otherwise_is_asked_again() -> None:
    new = replace(OLD, edition="2.0", facts=(a_fact("routes", "transit"),))
    before = replace(
        answered(), profile={"coast": ("yes",), "routes": ("origin", "transit")}
    )

    migration = migrate(OLD, new, before)

    assert migration.assessment.profile == {}
    assert [change.fact for change in migration.facts] == ["coast", "routes"]


# Generated edits: whatever an author does, nothing is lost and nothing stops fitting.

Edit = Callable[[Framework], Framework]


def on_indicator(
    change: Callable[[Indicator], Indicator],
) -> Callable[[int], Edit]:
    def chosen(place: int) -> Edit:
        def edit(framework: Framework) -> Framework:
            indicators = list(framework.indicators)
            if indicators:
                at = place % len(indicators)
                indicators[at] = change(indicators[at])
            return replace(framework, indicators=tuple(indicators))

        return edit

    return chosen


def on_ladder(change: Callable[[list[Rung]], list[Rung]]) -> Callable[[int], Edit]:
    return on_indicator(lambda i: replace(i, ladder=tuple(change(list(i.ladder)))))


def add_criterion(ladder: list[Rung]) -> list[Rung]:
    first = ladder[0]
    more = a_criterion(f"added-{len(first.criteria)}")
    return [replace(first, criteria=(*first.criteria, more)), *ladder[1:]]


def remove_criterion(ladder: list[Rung]) -> list[Rung]:
    return [
        replace(rung, criteria=rung.criteria[:-1]) if len(rung.criteria) > 1 else rung
        for rung in ladder
    ]


def swap_rungs(ladder: list[Rung]) -> list[Rung]:
    first, second, *rest = ladder
    return [
        replace(first, criteria=second.criteria),
        replace(second, criteria=first.criteria),
        *rest,
    ]


def reword(ladder: list[Rung]) -> list[Rung]:
    return [
        replace(r, criteria=tuple(replace(c, text=c.text + "!") for c in r.criteria))
        for r in ladder
    ]


def free(ladder: list[Rung]) -> list[Rung]:
    return [
        replace(r, criteria=tuple(replace(c, when=()) for c in r.criteria))
        for r in ladder
    ]


def remove_indicator(place: int) -> Edit:
    def edit(framework: Framework) -> Framework:
        if len(framework.indicators) == 1:
            return framework
        at = place % len(framework.indicators)
        rest = (*framework.indicators[:at], *framework.indicators[at + 1 :])
        return replace(framework, indicators=rest)

    return edit


def add_indicator(place: int) -> Edit:
    def edit(framework: Framework) -> Framework:
        key = f"more-{place}"
        if key in framework.indicators_by_key:
            return framework
        return replace(framework, indicators=(an_indicator(key), *framework.indicators))

    return edit


def plainly(change: Edit) -> Callable[[int], Edit]:
    return lambda _: change


EDITS = (
    on_ladder(add_criterion),
    on_ladder(remove_criterion),
    on_ladder(swap_rungs),
    on_ladder(reword),
    on_ladder(free),
    on_indicator(lambda i: replace(i, weight=i.weight + 1)),
    on_indicator(lambda i: replace(i, when=() if i.when else (COAST,))),
    on_indicator(lambda i: replace(i, figures=i.figures[1:])),
    on_indicator(lambda i: replace(i, critical=not i.critical)),
    on_indicator(
        lambda i: replace(i, figures=tuple(replace(f, unit="each") for f in i.figures))
    ),
    on_indicator(lambda i: replace(i, title=f"{i.title} again")),
    remove_indicator,
    add_indicator,
    plainly(
        lambda f: replace(f, grades=f.grades[1:] if len(f.grades) > 1 else f.grades)
    ),
    plainly(lambda f: replace(f, facts=f.facts[1:])),
    plainly(lambda f: replace(f, facts=(a_fact("coast", "yes", "no"), *f.facts[1:]))),
    plainly(lambda f: replace(f, indicators=f.indicators[::-1])),
)
edits = st.lists(
    st.tuples(st.sampled_from(EDITS), st.integers(0, 5)).map(lambda e: e[0](e[1])),
    max_size=6,
)


@st.composite
def answers_to(draw: st.DrawFn, indicator: Indicator) -> Answer:
    if draw(st.booleans()) and draw(st.booleans()):
        return we_do_not_know(note=draw(st.sampled_from(["", "Asked."])))
    keys = [criterion.key for criterion in indicator.criteria()]
    figures = tuple(
        FigureEntry(figure.key, Decimal(draw(st.integers(5, 90))), 2025)
        for figure in indicator.figures
        if draw(st.booleans())
    )
    return an_answer(
        *draw(st.sets(st.sampled_from(keys))),
        grade=draw(st.sampled_from(["A", "B", "C", "D", ""])),
        figures=figures,
        note=draw(st.sampled_from(["", "As the decree says."])),
    )


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    keys = draw(st.sets(st.sampled_from(sorted(OLD.indicators_by_key))))
    given_answers = {
        k: draw(answers_to(OLD.indicators_by_key[k])) for k in sorted(keys)
    }
    profile = {}
    if coast := draw(st.sampled_from(["", "yes", "no"])):
        profile["coast"] = (coast,)
    whole = an_assessment(OLD, given_answers, profile=profile)
    targets = draw(st.dictionaries(st.sampled_from(["law", "care"]), st.integers(1, 4)))
    plan = draw(st.sampled_from([(), (PlanItem("law", "c2b"), PlanItem("care", "c1"))]))
    return replace(whole, targets=targets, plan=plan)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Framework, Assessment]:
    new = OLD
    for edit in draw(edits):
        new = edit(new)
    return replace(new, edition="2.0"), draw(assessments())


@given(pairs())
def test_what_comes_out_fits_the_new_edition(
    pair: tuple[Framework, Assessment],
) -> None:
    new, assessment = pair

    migration = migrate(OLD, new, assessment)

    assert check_assessment(new, migration.assessment) == ()
    assert migration.assessment.edition == "2.0"
    assert migration.assessment.clearance is None


@given(pairs())
def test_no_answer_is_lost(pair: tuple[Framework, Assessment]) -> None:
    new, assessment = pair

    migration = migrate(OLD, new, assessment)

    fates = {outcome.indicator: outcome.fate for outcome in migration.outcomes}
    assert len(fates) == len(migration.outcomes), "each indicator has one fate"
    assert fates.keys() == {i.key for i in (*OLD.indicators, *new.indicators)}
    for key, answer in assessment.answers.items():
        match fates[key]:
            case Fate.KEPT:
                assert migration.assessment.answers[key] == answer
                assert key not in migration.former
            case Fate.TO_CONFIRM:
                kept = migration.assessment.answers[key]
                assert (kept.met, kept.note, kept.evidence) == (
                    answer.met,
                    answer.note,
                    answer.evidence,
                )
                assert migration.former[key] == answer
            case Fate.REOPENED:
                assert key not in migration.assessment.answers
                assert migration.former[key] == answer
            case fate:
                assert fate is Fate.GONE
                assert key not in new.indicators_by_key
    assert migration.former.keys() <= assessment.answers.keys()
    assert migration.to_confirm <= migration.assessment.answers.keys()


@given(pairs())
def test_an_answer_kept_silently_reaches_the_level_it_had(
    pair: tuple[Framework, Assessment],
) -> None:
    new, assessment = pair

    migration = migrate(OLD, new, assessment)

    for outcome in migration.with_fate(Fate.KEPT):
        answer = assessment.answers.get(outcome.indicator)
        before, after = (
            score_indicator(
                framework, framework.indicators_by_key[outcome.indicator], answer, facts
            )
            for framework, facts in (
                (OLD, assessment.profile),
                (new, migration.assessment.profile),
            )
        )
        if before.is_applicable and after.is_applicable:
            assert before.level == after.level, outcome


@given(pairs())
def test_moving_twice_is_moving_once(pair: tuple[Framework, Assessment]) -> None:
    new, assessment = pair
    once = migrate(OLD, new, assessment).assessment

    again = migrate(new, new, once)

    assert again.assessment == once
    assert again.former == {}
    assert {outcome.fate for outcome in again.outcomes} == {Fate.KEPT}


@given(assessments(), st.lists(st.integers(0, 5), max_size=4))
def test_rewording_alone_reopens_nothing(
    assessment: Assessment, places: list[int]
) -> None:
    new = OLD
    for place in places:
        new = on_ladder(reword)(place)(new)

    migration = migrate(OLD, replace(new, edition="2.0"), assessment)

    assert migration.assessment == replace(assessment, edition="2.0")
    assert migration.counts.keys() <= {Fate.KEPT}


def test_the_real_editions_move_without_a_loss() -> None:
    path = next(Path(resources.ROOT / "editions").glob("*2026.1*"))
    old, new = load_kept_edition(path), load_framework(resources.DEFAULT_FRAMEWORK)
    everything = {i.key: 2 for i in old.indicators}
    assessment = an_assessment(old, everything, code="XA")

    migration = migrate(old, new, assessment)

    assert check_assessment(new, migration.assessment) == ()
    counts = migration.counts
    assert (
        counts[Fate.KEPT] == len(migration.assessment.answers) - counts[Fate.TO_CONFIRM]
    )
    assert counts[Fate.REOPENED] == len(migration.former) - counts[Fate.TO_CONFIRM]
    assert counts[Fate.NEW] == len(new.indicators) - len(old.indicators)
    assert counts[Fate.GONE] == 0
    assert sum(counts.values()) == len(new.indicators)
