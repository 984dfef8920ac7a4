"""The plan of the demo's country shows all that a plan may hold."""

from datetime import date

from assessment import resources
from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import PlanStatus
from assessment.domain.plan.standing import counts_of, planned_steps
from assessment.domain.samples import SampleDraw, draw_sample
from assessment.framework_file import load_framework
from assessment.services.samples.lived_plan import with_lived_in_plan
from assessment.services.samples.making import sample_words
from assessment.texts import texts_in

TODAY = date(2026, 11, 25)


def test_the_lived_in_plan_holds_one_of_everything():
    framework, texts = load_framework(resources.DEFAULT_FRAMEWORK), texts_in("en")
    draw = SampleDraw(2026, 1, "XA", "2026", "en")
    drawn = draw_sample(framework, framework.archetypes[0], draw, sample_words(texts))

    lived = with_lived_in_plan(framework, drawn, texts, TODAY)

    assert check_assessment(framework, lived) == ()
    steps = planned_steps(framework, lived, TODAY)
    counts = counts_of(steps)
    assert min(counts.late, counts.met, counts.declined, counts.undated) >= 1
    assert {s.item.status for s in steps} == set(PlanStatus)
    assert any(step.wording for step in steps)
    assert set(lived.target_reasons) == set(lived.targets) != set()
    assert lived.answers == drawn.answers
