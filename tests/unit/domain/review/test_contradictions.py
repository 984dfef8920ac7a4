"""Contradictions hold only for sure: what is open or not asked contradicts nothing."""

from decimal import Decimal

import pytest

from assessment.domain.answers import Answer, FigureEntry
from assessment.domain.framework import (
    Contradiction,
    CriterionSign,
    FigureSign,
    Framework,
    GradeSign,
    LevelSign,
    Sign,
)
from assessment.domain.review import ReviewKind, blockers, review
from tests.builders import (
    a_condition,
    a_criterion,
    a_framework,
    a_ladder,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

AT_SEA = a_criterion("at-sea", when=[a_condition()])


def declaring(*signs: Sign, blocks: bool = False) -> Framework:
    """Return a framework of a law, results and ports, with one contradiction."""
    declared = Contradiction("odd", signs, "Law and results differ.", blocks=blocks)
    return a_framework(
        an_indicator("law", ladder=a_ladder("c1", "c2", ["c3", AT_SEA], "c4")),
        an_indicator("results"),
        an_indicator("ports", when=[a_condition()]),
        contradictions=(declared,),
    )


def is_found(sign: Sign, answer: Answer | None, **given: object) -> bool:
    """Say whether *sign* alone is found when the law has *answer*."""
    framework = declaring(sign)
    assessment = an_assessment(framework, **given).with_answer("law", answer)  # type: ignore[arg-type]
    return any(f.contradiction for f in review(framework, assessment))


@pytest.mark.parametrize(
    ("sign", "answer", "holds"),
    [
        (LevelSign("law", at_least=2), an_answer("c1", "c2"), True),
        (LevelSign("law", at_least=2), an_answer("c1"), False),
        (LevelSign("law", below=1), an_answer(), True),
        (LevelSign("law", below=1), an_answer("c1"), False),
        (LevelSign("law", at_least=1, below=3), an_answer("c1", "c2"), True),
        (LevelSign("law", below=1), we_do_not_know(), False),
        (LevelSign("law", below=1), None, False),
        (CriterionSign("law", "c2", met=True), an_answer("c2"), True),
        (CriterionSign("law", "c2", met=False), an_answer("c1"), True),
        (CriterionSign("law", "c2", met=False), we_do_not_know(), False),
        (CriterionSign("law", "c2", met=False), None, False),
        (GradeSign("law", ("C", "D")), an_answer("c1", grade="D"), True),
        (GradeSign("law", ("C", "D")), an_answer("c1", grade="A"), False),
    ],
)
def test_a_sign_holds_only_of_an_answer(
    sign: Sign, answer: Answer | None, holds: bool
) -> None:
    assert is_found(sign, answer) is holds


def test_a_criterion_that_is_not_asked_is_neither_ticked_nor_left_open() -> None:
    inland = {"coast": ("no",), "routes": ()}

    for met in (True, False):
        sign = CriterionSign("law", "at-sea", met=met)
        answer = an_answer(*(("at-sea",) if met else ()))
        assert is_found(sign, answer)
        assert not is_found(sign, answer, profile=inland)


@pytest.mark.parametrize(
    ("sign", "value", "holds"),
    [
        (FigureSign("law", "held", at_least=Decimal(1)), Decimal(1), True),
        (FigureSign("law", "held", at_least=Decimal(1)), Decimal(0), False),
        (FigureSign("law", "held", at_least=Decimal(1)), None, True),
        (FigureSign("law", "held", at_least=Decimal(2)), None, False),
        (FigureSign("law", "held", below=Decimal(5)), None, True),
        (FigureSign("law", "held", below=Decimal(4)), None, False),
        (FigureSign("law", "held", is_missing=True), Decimal(0), False),
    ],
)
def test_fewer_than_five_counts_as_one_to_four(
    sign: Sign, value: Decimal | None, holds: bool
) -> None:
    answer = an_answer("c1", figures=(FigureEntry("held", value),))

    assert is_found(sign, answer) is holds


def test_a_figure_that_is_not_given_is_missing_and_has_no_size() -> None:
    assert is_found(FigureSign("law", "held", is_missing=True), an_answer("c1"))
    assert not is_found(FigureSign("law", "held", below=Decimal(9)), an_answer("c1"))
    assert not is_found(FigureSign("law", "held", is_missing=True), we_do_not_know())


@pytest.mark.parametrize(
    ("part", "whole", "holds"),
    [
        (Decimal(40), Decimal(100), True),
        (Decimal(90), Decimal(100), False),
        (None, Decimal(10), True),
        (None, Decimal(5), False),
        (Decimal(0), Decimal(0), False),
        (Decimal(40), None, False),
    ],
)
def test_a_figure_may_be_weighed_as_a_share_of_another(
    part: Decimal | None, whole: Decimal | None, holds: bool
) -> None:
    sign = FigureSign("law", "helped", of="found", below=Decimal("0.5"))
    figures = (FigureEntry("helped", part), FigureEntry("found", whole))

    assert is_found(sign, an_answer("c1", figures=figures)) is holds


FOUND = FigureEntry("found", Decimal(100), 2024)


@pytest.mark.parametrize(
    ("helped", "there", "holds"),
    [
        (FigureEntry("helped", Decimal(40), 2024), (FOUND,), True),
        (FigureEntry("helped", Decimal(60), 2024), (FOUND,), False),
        (FigureEntry("helped", None, 2024), (FOUND,), True),
        (FigureEntry("helped", Decimal(40), 2023), (FOUND,), False),
        (FigureEntry("helped", Decimal(40)), (FOUND,), False),
        (
            FigureEntry("helped", Decimal(40)),
            (FigureEntry("found", Decimal(100)),),
            False,
        ),
        (FigureEntry("helped", Decimal(40), 2024), (), False),
    ],
)
def test_figures_of_two_indicators_are_weighed_when_they_are_of_one_year(
    helped: FigureEntry, there: tuple[FigureEntry, ...], holds: bool
) -> None:
    framework = declaring(HALF_OF_RESULTS)
    answers = {
        "law": an_answer("c1", figures=(helped,)),
        "results": an_answer("c1", figures=there),
    }

    found = review(framework, an_assessment(framework, answers))

    told = [f for f in found if f.contradiction]
    assert bool(told) is holds
    assert all(f.indicators == ("law", "results") for f in told)


HALF_OF_RESULTS = FigureSign(
    "law", "helped", of="found", of_indicator="results", below=Decimal("0.5")
)


def test_a_figure_of_what_is_open_or_not_seen_is_weighed_with_none() -> None:
    framework = declaring(HALF_OF_RESULTS)
    helped = an_answer("c1", figures=(FigureEntry("helped", Decimal(1), 2024),))
    for other in (None, we_do_not_know()):
        answers = an_assessment(framework, {"law": helped}).with_answer(
            "results", other
        )
        assert not [f for f in review(framework, answers) if f.contradiction]

    part = framework.narrowed(frozenset({"law"}))
    assert part.contradictions == (), "it would tell what somebody else answered"


def test_a_fact_counts_only_when_it_is_answered() -> None:
    signs = (a_condition("coast"), LevelSign("law", at_least=1))
    framework = declaring(*signs)
    answers: dict[str, Answer | int] = {"law": 1}

    def found(**given: object) -> bool:
        assessment = an_assessment(framework, answers, **given)  # type: ignore[arg-type]
        return any(f.contradiction for f in review(framework, assessment))

    assert found(profile={"coast": ("yes",)})
    assert not found(profile={"coast": ("no",)})
    assert not found()


def test_every_condition_must_hold_and_all_indicators_are_named() -> None:
    framework = declaring(
        LevelSign("law", at_least=1), LevelSign("results", below=1), blocks=True
    )

    found = review(framework, an_assessment(framework, {"law": 4, "results": 0}))

    (finding,) = (f for f in found if f.contradiction)
    assert finding.kind is ReviewKind.CONTRADICTION
    assert finding.indicators == ("law", "results")
    assert finding.sentence == "Law and results differ."
    assert finding in blockers(found)
    calm = review(framework, an_assessment(framework, {"law": 4, "results": 1}))
    assert not [f for f in calm if f.contradiction]


def test_one_with_a_figure_is_told_as_such() -> None:
    framework = declaring(FigureSign("law", "held", is_missing=True))

    found = review(framework, an_assessment(framework, {"law": 1}))

    assert ReviewKind.FIGURE in {finding.kind for finding in found}


def test_one_that_names_an_unseen_indicator_is_not_even_known() -> None:
    framework = declaring(LevelSign("law", at_least=1), LevelSign("results", below=1))

    part = framework.narrowed(frozenset({"law", "ports"}))

    assert framework.contradictions
    assert part.contradictions == ()
    assert framework.narrowed(frozenset({"law", "results"})).contradictions


def test_a_core_round_keeps_those_about_core_indicators_only() -> None:
    about_law = Contradiction("one", (LevelSign("law", at_least=1),), "Look.")
    about_data = Contradiction("two", (LevelSign("data", at_least=1),), "Look.")
    framework = a_framework(
        an_indicator("law", core=True),
        an_indicator("data"),
        contradictions=(about_law, about_data),
    )

    assert framework.in_scope(framework.scope.CORE).contradictions == (about_law,)
