"""What moved between two rounds, and that the parts add up to the change exactly."""

from dataclasses import replace
from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import Answer, Assessment
from assessment.domain.framework import Framework, Scope
from assessment.domain.rounds.progress import (
    Moved,
    Parts,
    Round,
    printed_parts,
    progress_between,
)
from assessment.domain.scoring import score_assessment
from tests.builders import (
    a_condition,
    a_framework,
    a_ladder,
    an_answer,
    an_answer_at,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

KEYS = ("law", "data", "sea", "care", "home")
FRAMEWORK = a_framework(
    an_indicator("law"),
    an_indicator("data", weight=3),
    an_indicator("sea", when=(a_condition("coast", "yes"),)),
    an_indicator("care", point="care", weight=7),
    an_indicator("home", point="care"),
    edition="1.0",
    digest="1" * 64,
)


def a_round(framework: Framework = FRAMEWORK, **levels: int | Answer) -> Round:
    return Round(framework, an_assessment(framework, levels))


def full(**levels: int | Answer) -> Round:
    return a_round(**{**dict.fromkeys(KEYS, 1), **levels})


def difference(first: Decimal, second: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 80
        return first - second


def test_better_answers_are_told_as_answers() -> None:
    progress = progress_between(full(), full(law=3, home=0))

    assert progress is not None
    assert progress.parts is not None
    assert progress.parts.coverage == progress.parts.edition == 0
    assert progress.moved == (Moved("home", 1, 0), Moved("law", 1, 3))
    assert progress.compared == 5
    assert progress.parts.answers == difference(
        progress.now.overall.score or Decimal(0),
        progress.before.overall.score or Decimal(0),
    )


def test_a_newly_answered_indicator_is_told_as_coverage() -> None:
    progress = progress_between(full(law=we_do_not_know()), full(law=4))

    assert progress is not None
    assert progress.parts is not None
    assert progress.newly_answered == ("law",)
    assert progress.parts.answers == progress.parts.edition == 0
    assert progress.parts.coverage > 0


def test_what_is_answered_no_more_is_told_as_coverage_and_named() -> None:
    progress = progress_between(full(care=4), full(care=we_do_not_know()))

    assert progress is not None
    assert progress.answered_no_more == ("care",)
    assert progress.moved == ()
    assert progress.parts is not None
    assert progress.parts.answers == 0
    assert progress.parts.coverage < 0


def test_another_edition_is_told_apart_from_what_the_country_did() -> None:
    law, *rest = FRAMEWORK.indicators
    asked = (
        replace(law, ladder=a_ladder("c1 more", "c2", "c3", "c4")),
        *rest,
        an_indicator("extra"),
    )
    new = replace(FRAMEWORK, edition="2.0", digest="2" * 64, indicators=asked)
    again = {**dict.fromkeys((*KEYS, "extra"), 1), "law": an_answer("c1", "more")}

    progress = progress_between(full(law=4), a_round(new, **again))

    assert progress is not None
    assert (progress.new, progress.gone) == (("extra",), ())
    assert progress.asked_otherwise == ("law",)
    assert "law" not in {m.indicator for m in progress.moved}, "it was asked otherwise"
    assert progress.newly_answered == (), "it could not be answered before"
    assert progress.parts is not None
    assert progress.parts.edition < 0
    assert progress.parts.answers == 0


def test_what_is_provisional_is_never_compared() -> None:
    progress = progress_between(a_round(law=1), full(law=3))

    assert progress is not None
    assert progress.is_provisional
    assert progress.parts is None
    assert progress.moved == (Moved("law", 1, 3),), "what was said can be told"


def test_core_and_full_rounds_are_never_compared() -> None:
    core = full()
    core = Round(FRAMEWORK, replace(core.assessment, scope=Scope.CORE))

    assert progress_between(core, full()) is None
    other = a_framework(key="another", edition="1.0")
    assert progress_between(a_round(other, law=1), full()) is None


# Whatever the two rounds say, the parts add up to the change, to the last digit.

answers = st.one_of(
    st.integers(0, 4), st.just(we_do_not_know()), st.none(), st.integers(0, 4)
)


@st.composite
def assessments(draw: st.DrawFn, framework: Framework) -> Assessment:
    given_answers: dict[str, Answer | int] = {}
    for indicator in framework.indicators:
        answer = draw(answers)
        if isinstance(answer, int):
            answer = an_answer_at(indicator, answer)
        if answer is not None:
            given_answers[indicator.key] = answer
    coast = draw(st.sampled_from(["", "yes", "no"]))
    profile = {"coast": (coast,)} if coast else {}
    return an_assessment(framework, given_answers, profile=profile)


@st.composite
def editions(draw: st.DrawFn) -> Framework:
    indicators = []
    for indicator in FRAMEWORK.indicators:
        match draw(st.integers(0, 5)):
            case 0:
                continue
            case 1:
                ladder = a_ladder("c1 more", "c2", "c3", "c4")
                indicators.append(replace(indicator, ladder=ladder))
            case 2:
                indicators.append(replace(indicator, weight=indicator.weight + 2))
            case _:
                indicators.append(indicator)
    if draw(st.booleans()) or not indicators:
        indicators.append(an_indicator("extra", point="care", weight=3))
    return replace(
        FRAMEWORK,
        indicators=tuple(indicators),
        edition="2.0",
        digest="2" * 64,
        # Nothing is provisional, so that every pair is compared.
        scoring=replace(FRAMEWORK.scoring, minimum_coverage=Decimal(0)),
    )


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Round, Round]:
    old = replace(
        FRAMEWORK, scoring=replace(FRAMEWORK.scoring, minimum_coverage=Decimal(0))
    )
    new = draw(editions()) if draw(st.booleans()) else old
    return Round(old, draw(assessments(old))), Round(new, draw(assessments(new)))


@given(rounds())
def test_the_parts_add_up_to_the_change_exactly(pair: tuple[Round, Round]) -> None:
    before, now = pair
    progress = progress_between(before, now)

    assert progress is not None
    then = score_assessment(before.framework, before.assessment).overall.score
    today = score_assessment(now.framework, now.assessment).overall.score
    assert (progress.before.overall.score, progress.now.overall.score) == (then, today)
    if then is None or today is None:
        assert progress.parts is None
        return
    if progress.parts is None:
        kept = progress.compared or progress.answered_no_more
        assert progress.is_provisional or not kept
        return
    assert progress.parts.whole == difference(today, then)
    if before.framework == now.framework:
        assert progress.parts.edition == 0


@given(assessments(FRAMEWORK))
def test_nothing_moves_between_a_round_and_itself(assessment: Assessment) -> None:
    same = Round(FRAMEWORK, assessment)

    progress = progress_between(same, same)

    assert progress is not None
    assert progress.moved == progress.newly_answered == progress.answered_no_more == ()
    if progress.parts is not None:
        assert (progress.parts.answers, progress.parts.coverage) == (0, 0)


@given(rounds())
def test_every_indicator_is_told_in_one_place(pair: tuple[Round, Round]) -> None:
    before, now = pair
    progress = progress_between(before, now)

    assert progress is not None
    moved = {each.indicator for each in progress.moved}
    newly, no_more = set(progress.newly_answered), set(progress.answered_no_more)
    asked_otherwise = set(progress.asked_otherwise)
    assert not moved & newly
    assert not moved & no_more
    assert not newly & no_more
    assert not asked_otherwise & (moved | newly | no_more)
    assert not set(progress.new) & (moved | newly | no_more | asked_otherwise)
    known = {indicator.key for indicator in now.framework.indicators}
    assert moved | newly | no_more | asked_otherwise | set(progress.new) <= known
    assert not set(progress.gone) & known


parts_of_scores = st.decimals(-100, 100, places=6)


@given(st.tuples(parts_of_scores, parts_of_scores, parts_of_scores), st.integers(0, 2))
def test_printed_parts_add_up_to_the_printed_change(
    given_parts: tuple[Decimal, Decimal, Decimal], decimals: int
) -> None:
    parts = Parts(*given_parts)
    step = Decimal(1).scaleb(-decimals)
    for off in (-1, 0, 1):  # the printed change comes from two rounded scores
        whole = parts.whole.quantize(step) + off * step
        printed = printed_parts(parts, whole, decimals)
        if any(given_parts):
            assert printed.whole == whole
        for exact, shown in zip(
            given_parts,
            (printed.answers, printed.coverage, printed.edition),
            strict=True,
        ):
            assert abs(exact - shown) < 3 * step
            assert exact or not shown, "what is nothing is printed as nothing"
