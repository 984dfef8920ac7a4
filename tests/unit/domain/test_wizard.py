"""Steps and progress of the wizard, without web or storage."""

from assessment.domain.scoring import ScoreStatus
from assessment.domain.wizard import (
    IndicatorStep,
    ProfileStep,
    Progress,
    ReviewStep,
    TaskListStep,
    first_step,
    next_step,
    previous_step,
    progress_of,
    status_of,
)
from tests.builders import (
    a_condition,
    a_fact,
    a_framework,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

FRAMEWORK = a_framework(
    an_indicator("law"),
    an_indicator("ports", when=[a_condition()]),
    an_indicator("data"),
    facts=(a_fact("coast"),),
)
INLAND = {"coast": ("no",)}


def test_it_begins_with_the_profile_until_that_was_saved_once() -> None:
    new = an_assessment(FRAMEWORK)

    assert first_step(FRAMEWORK, new, is_profile_saved=False) == ProfileStep()
    assert first_step(FRAMEWORK, new, is_profile_saved=True) == IndicatorStep("law")


def test_it_resumes_at_the_first_page_nobody_dealt_with() -> None:
    assessment = an_assessment(FRAMEWORK, {"law": we_do_not_know()}, profile=INLAND)

    resumed = first_step(FRAMEWORK, assessment, is_profile_saved=True)
    assert resumed == IndicatorStep("data")


def test_the_next_step_passes_over_what_is_done_or_does_not_apply() -> None:
    open_one = an_assessment(FRAMEWORK, profile=INLAND)
    done = an_assessment(FRAMEWORK, {"data": an_answer()}, profile=INLAND)

    assert next_step(FRAMEWORK, open_one, "law") == IndicatorStep("data")
    assert next_step(FRAMEWORK, done, "law") == ReviewStep()
    assert next_step(FRAMEWORK, open_one, "data") == ReviewStep()


def test_the_previous_step_is_the_applicable_page_before_answered_or_not() -> None:
    assessment = an_assessment(FRAMEWORK, {"law": an_answer()}, profile=INLAND)

    assert previous_step(FRAMEWORK, assessment, "data") == IndicatorStep("law")
    assert previous_step(FRAMEWORK, assessment, "law") == TaskListStep()


def test_progress_counts_unknown_apart_and_leaves_out_what_does_not_apply() -> None:
    assessment = an_assessment(
        FRAMEWORK, {"law": an_answer(), "data": we_do_not_know()}, profile=INLAND
    )

    progress = progress_of(status_of(i, assessment) for i in FRAMEWORK.indicators)

    assert progress == Progress(answered=1, unknown=1, unanswered=0, inapplicable=1)
    assert progress.applicable == 2
    assert progress.is_complete


def test_an_answer_to_what_does_not_apply_counts_as_nothing() -> None:
    assessment = an_assessment(FRAMEWORK, {"ports": an_answer("c1")}, profile=INLAND)

    ports = FRAMEWORK.indicators_by_key["ports"]

    assert status_of(ports, assessment) is ScoreStatus.INAPPLICABLE
