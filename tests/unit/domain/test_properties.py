"""What must hold for every framework and every set of answers."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answers import Answer
from assessment.domain.explanation import explain_group, explain_overall
from assessment.domain.gaps import find_gaps, find_out_first, first_things
from assessment.domain.scoring import ScoreStatus, score_assessment
from tests.builders import (
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

TYPES = st.sampled_from(["structure", "process", "outcome"])
POINTS = st.sampled_from(["one", "two", "three"])


@st.composite
def frameworks(draw):
    indicators = []
    for number in range(draw(st.integers(1, 8))):
        rungs = []
        for level in range(1, 5):
            size = draw(st.integers(1, 3))
            rungs.append(
                [
                    a_criterion(
                        f"r{level}c{place}",
                        when=[a_condition("coast")] if draw(st.booleans()) else [],
                        needs_public=draw(st.booleans()),
                        effort=draw(st.sampled_from(["quick", "budget", "law"])),
                    )
                    for place in range(size)
                ]
            )
        caps_below = draw(st.integers(1, 4))
        indicators.append(
            an_indicator(
                f"i{number}",
                point=draw(POINTS),
                type=draw(TYPES),
                weight=draw(st.integers(1, 4)),
                critical=draw(st.booleans()),
                caps_below=caps_below,
                flags_below=draw(st.integers(caps_below, 4)),
                core=draw(st.booleans()),
                urgent_when=(a_condition("coast"),) if draw(st.booleans()) else (),
                ladder=a_ladder(*rungs),
                when=(a_condition("coast"),) if draw(st.booleans()) else (),
            )
        )
    return a_framework(*indicators, facts=(a_fact("coast"),))


@st.composite
def assessments(draw, framework=None):
    framework = framework or draw(frameworks())
    answers = {}
    for indicator in framework.indicators:
        keys = [criterion.key for criterion in indicator.criteria()]
        kind = draw(st.sampled_from(["answered", "answered", "unknown", "nothing"]))
        if kind == "answered":
            met = draw(st.sets(st.sampled_from(keys)))
            grade = draw(st.sampled_from(["A", "B", "C", "D", ""]))
            answers[indicator.key] = an_answer(*met, grade=grade)
        elif kind == "unknown":
            answers[indicator.key] = we_do_not_know()
    coast = draw(st.sampled_from([None, ("yes",), ("no",)]))
    profile = {} if coast is None else {"coast": coast}
    return framework, an_assessment(framework, answers, profile=profile)


def groups(scorecard):
    yield scorecard.overall
    for found in scorecard.lenses.values():
        yield from found


@given(assessments())
def test_scores_stay_within_the_scale_and_the_range_holds_the_score(drawn):
    for group in groups(score_assessment(*drawn)):
        if group.score is not None:
            assert 0 <= group.low <= group.score <= group.high <= 100
            assert 0 <= group.evidenced <= group.score
        assert (group.score is None) == (group.answered == 0)
        assert 0 <= group.answered <= group.applicable <= len(group.members)


@given(assessments(), st.data())
def test_ticking_one_more_criterion_never_lowers_anything(drawn, data):
    framework, assessment = drawn
    answered = [k for k, a in assessment.answers.items() if a.is_answered]
    if not answered:
        return
    key = data.draw(st.sampled_from(sorted(answered)))
    criteria = [c.key for c in framework.indicators_by_key[key].criteria()]
    extra = data.draw(st.sampled_from(criteria))
    answer = assessment.answers[key]
    more = assessment.with_answer(
        key, Answer(answer.status, answer.met | {extra}, answer.grade)
    )

    before, after = (score_assessment(framework, a) for a in (assessment, more))

    for old, new in zip(groups(before), groups(after), strict=True):
        for field in ("score", "low", "high", "evidenced"):
            was, now = getattr(old, field), getattr(new, field)
            assert (was is None) == (now is None)
            assert was is None or now >= was
    order = [band.key for band in framework.bands]
    if before.overall_band is not None:
        was, now = before.overall_band.band, after.overall_band.band
        assert order.index(now) >= order.index(was)


@given(assessments(), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_of_indicators_within_a_point_does_not_matter(
    drawn, random
):
    framework, assessment = drawn
    shuffled = list(assessment.answers.items())
    random.shuffle(shuffled)
    indicators = list(framework.indicators)
    random.shuffle(indicators)
    other = a_framework(*indicators, facts=framework.facts, points=framework.points)

    one = score_assessment(framework, assessment)
    two = score_assessment(
        other, an_assessment(other, dict(shuffled), profile=assessment.profile)
    )

    assert one.overall.score == two.overall.score
    assert {p.key: p.low for p in one.points} == {p.key: p.low for p in two.points}
    assert one.by_key == two.by_key


@given(assessments(), st.data())
def test_whatever_is_stored_for_an_inapplicable_indicator_changes_no_score(drawn, data):
    framework, assessment = drawn
    plain = score_assessment(framework, assessment)
    off = [s.key for s in plain.indicators if s.status is ScoreStatus.INAPPLICABLE]
    if not off:
        return
    key = data.draw(st.sampled_from(off))
    criteria = [c.key for c in framework.indicators_by_key[key].criteria()]
    stored = data.draw(
        st.sampled_from([None, we_do_not_know(), an_answer(), an_answer(*criteria)])
    )

    changed = score_assessment(framework, assessment.with_answer(key, stored))

    assert changed == plain


@given(assessments())
def test_every_gap_is_applicable_and_below_its_target_and_its_road_leads_there(drawn):
    framework, assessment = drawn
    scorecard = score_assessment(framework, assessment)

    for gap in find_gaps(framework, assessment, scorecard):
        score = scorecard.by_key[gap.indicator]
        assert score.is_applicable
        assert score.level is None or score.level < gap.target
        extra = {key for step in gap.road for key in step.criteria}
        answer = assessment.answers.get(gap.indicator)
        met = (answer.met if answer else frozenset()) | extra
        walked = score_assessment(
            framework, assessment.with_answer(gap.indicator, an_answer(*met))
        )
        assert walked.by_key[gap.indicator].level >= gap.target


@given(assessments())
def test_first_things_follow_the_order_and_what_is_open_adds_up_to_the_range(drawn):
    framework, assessment = drawn
    scorecard = score_assessment(framework, assessment)
    gaps = find_gaps(framework, assessment, scorecard)

    first = first_things(framework, gaps)
    points = [framework.indicators_by_key[gap.indicator].point for gap in first]
    assert [gap for gap in gaps if gap in first] == list(first)
    assert len(first) <= 5
    assert all(points.count(point) <= 2 for point in points)
    if len(first) < 5:  # nothing more could have been taken
        spent = {point for point in points if points.count(point) == 2}
        left = [gap for gap in gaps if gap not in first]
        assert {framework.indicators_by_key[g.indicator].point for g in left} <= spent

    found = find_out_first(framework, scorecard, gaps)
    overall, width = scorecard.overall, sum((o.width for o in found), Decimal(0))
    assert {o.indicator for o in found} == {g.indicator for g in gaps if g.is_open}
    assert [o.width for o in found] == sorted((o.width for o in found), reverse=True)
    if overall.low is not None:
        assert abs(width - (overall.high - overall.low)) < Decimal("1e-20")


@given(assessments())
def test_critical_indicators_are_in_at_most_one_list_and_only_they_are(drawn):
    framework, assessment = drawn
    scorecard = score_assessment(framework, assessment)
    band = scorecard.overall_band
    if band is None:
        return

    listed = [*band.capped_by, *band.flagged_by, *band.flagged_open]

    assert len(listed) == len(set(listed))
    for key, indicator in framework.indicators_by_key.items():
        score = scorecard.by_key[key]
        if indicator.critical and score.is_applicable:
            low = score.level is None or score.level < indicator.flags_below
            assert (key in listed) == low
        else:
            assert key not in listed
    order = [b.key for b in framework.bands]
    cap = order.index(framework.scoring.cap_band)
    assert not band.capped_by or order.index(band.band) <= cap
    assert band.is_capped is False or band.capped_by


@given(assessments())
def test_the_worked_calculation_adds_up(drawn):

    framework, assessment = drawn
    scorecard = score_assessment(framework, assessment)
    explained = [explain_overall(framework, scorecard)]
    explained += [explain_group(scorecard, point) for point in scorecard.points]

    for explanation in explained:
        parts = [
            t.contribution for t in explanation.terms if t.contribution is not None
        ]
        if explanation.result.score is None:
            assert parts == []
        else:
            assert abs(sum(parts, Decimal(0)) - explanation.result.score) < Decimal(
                "1e-20"
            )
