"""What changed between two editions, and which stored answers that touches."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assessment.domain.answers import FigureEntry
from assessment.domain.framework import (
    Citation,
    Example,
    ExampleAnswer,
    FactOption,
    Figure,
    Term,
)
from assessment.framework_file import (
    Effect,
    affected,
    diff_frameworks,
    parse_framework,
)
from tests.builders import (
    GRADES,
    a_condition,
    a_criterion,
    a_fact,
    a_framework,
    a_ladder,
    a_point,
    an_answer,
    an_assessment,
    an_indicator,
    we_do_not_know,
)

SMALL = Path(__file__).parents[2] / "data" / "frameworks" / "small.yaml"


def said(old, new):
    return [
        (change.effect.value, change.message, change.criteria_count)
        for change in diff_frameworks(old, new)
    ]


def test_an_edition_does_not_differ_from_itself():
    framework = a_framework()

    assert diff_frameworks(framework, framework) == ()


def test_what_makes_a_critical_indicator_cap_touches_scores():
    old = a_framework(an_indicator("law", critical=True))
    new = a_framework(
        an_indicator("law", critical=True, caps_below=2, flags_below=3),
    )

    assert said(old, new) == [
        (
            "touches scores",
            '"caps_below" of indicator "law" changed from 1 to 2.',
            0,
        ),
        (
            "touches scores",
            '"flags_below" of indicator "law" changed from 2 to 3.',
            0,
        ),
    ]


def test_what_is_urgent_changes_the_order_of_gaps_and_no_score():
    old = a_framework(an_indicator("law"))
    new = a_framework(an_indicator("law", urgent_when=(a_condition("coast"),)))

    assert said(old, new) == [
        (
            "compatible",
            'The gap of "law" comes first for other countries: – became coast: yes.',
            0,
        )
    ]


def test_a_criterion_that_now_needs_a_public_document_touches_scores():
    ladder = a_ladder([a_criterion("c1", needs_public=True)], "c2", "c3", "c4")
    old, new = a_framework(an_indicator()), a_framework(an_indicator(ladder=ladder))

    assert said(old, new) == [
        (
            "touches scores",
            'Criterion "c1" now needs a public document to be evidenced.',
            1,
        )
    ]
    assert said(new, old) == [
        ("touches scores", 'Criterion "c1" no longer needs a public document.', 1)
    ]


def test_recommendations_served_and_terms_touch_nothing():
    ladder = a_ladder([a_criterion("c1", serves=("V01",))], "c2", "c3", "c4")
    word = Term("region", "Region", ("region",), "A part.", Citation("OWN"))
    old = a_framework(an_indicator())
    new = a_framework(an_indicator(ladder=ladder), terms=(word,))

    assert said(old, new) == [
        ("compatible", 'Criterion "c1" changed: serves.', 1),
        ("compatible", '"region" was added.', 0),
    ]


def test_an_order_of_grades_that_changes_what_no_grade_counts_for_touches_scores():
    old = a_framework(grades=GRADES)
    turned = a_framework(grades=(*GRADES[:2], GRADES[3], GRADES[2]))
    inside = a_framework(grades=(GRADES[1], GRADES[0], *GRADES[2:]))

    assert said(old, turned) == [
        (
            "touches scores",
            "An answer without a grade now counts like grade C, not D.",
            0,
        ),
        ("compatible", "The order of the evidence grades changed.", 0),
    ]
    assert said(old, inside) == [
        ("compatible", "The order of the evidence grades changed.", 0)
    ]


def test_an_edition_that_is_called_compatible_and_is_not_is_told():
    old = a_framework(an_indicator("law"), edition="1.0")
    heavier = an_indicator("law", weight=2)
    new = a_framework(heavier, edition="1.1", compatible=("1.0",))
    honest = a_framework(heavier, edition="1.1")

    *_, (effect, message, _) = said(old, new)
    assert effect == "touches scores"
    assert message == (
        "Edition 1.0 is named as compatible, but changes touch its answers or scores "
        "(1): its files would be scored anew without a word."
    )
    assert len(said(old, honest)) == 1


def test_an_added_value_is_told_as_such_and_a_new_label_as_wording():
    old = a_framework(facts=(a_fact("routes", "origin"),))
    more = a_framework(facts=(a_fact("routes", "origin", "transit"),))
    named = (FactOption("origin", "Of origin"),)
    relabelled = a_framework(facts=(a_fact("routes", "origin", options=named),))

    assert said(old, more) == [
        ("compatible", 'Profile fact "routes" may now be transit, too.', 0)
    ]
    assert said(old, relabelled) == [("compatible", "Reworded: options.", 0)]


def test_answers_of_examples_are_changed_and_not_reworded():
    example = Example("one", "One", {}, {"law": ExampleAnswer(("c1",))}, {"low": "1"})
    old = a_framework(examples=(example,))
    new = a_framework(examples=(replace(example, answers={}),))

    assert said(old, new) == [("compatible", "Changed: answers.", 0)]


def test_a_new_edition_with_the_same_content_changes_nothing():
    assert said(a_framework(), a_framework(edition="2.0", digest="1" * 64)) == []


@pytest.mark.parametrize(
    ("ladder", "expected"),
    [
        (
            a_ladder("c1 new", "c2", "c3", "c4"),
            [("touches answers", 'Criterion "new" was added to rung 1.', 1)],
        ),
        (
            a_ladder("c1", "c2", "c3", ""),
            [("touches answers", 'Criterion "c4" was removed from rung 4.', 1)],
        ),
        (
            a_ladder("c1", "c2 c3", "", "c4"),
            [("touches answers", 'Criterion "c3" moved from rung 3 to rung 2.', 1)],
        ),
        (
            a_ladder("one", "c2", "c3", "c4"),
            [
                ("touches answers", 'Criterion "c1" was removed from rung 1.', 1),
                ("touches answers", 'Criterion "one" was added to rung 1.', 1),
            ],
        ),
        (
            a_ladder([a_criterion("c1", when=[a_condition()])], "c2", "c3", "c4"),
            [
                (
                    "touches answers",
                    'Criterion "c1" is asked of other countries: – became coast: yes.',
                    1,
                )
            ],
        ),
        (
            a_ladder([a_criterion("c1", effort="law")], "c2", "c3", "c4"),
            [("compatible", 'Criterion "c1" changed: effort.', 1)],
        ),
    ],
    ids=["added", "removed", "moved", "renamed", "condition", "reworded"],
)
def test_changes_of_criteria(ladder, expected):
    old = a_framework(an_indicator("law"), an_indicator("data"))
    new = a_framework(an_indicator("law", ladder=ladder), an_indicator("data"))

    assert said(old, new) == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"weight": 2},
            ("touches scores", '"weight" of indicator "law" changed from 1 to 2.', 0),
        ),
        (
            {"target": 2},
            ("touches scores", '"target" of indicator "law" changed from – to 2.', 0),
        ),
        (
            {"critical": True},
            (
                "touches scores",
                '"critical" of indicator "law" changed from false to true.',
                0,
            ),
        ),
        (
            {"lead": "health"},
            (
                "touches scores",
                '"lead" of indicator "law" changed from justice to health.',
                0,
            ),
        ),
        (
            {"recommendations": ("V1", "V2")},
            (
                "touches scores",
                '"recommendations" of indicator "law" changed from – to V1, V2.',
                0,
            ),
        ),
        (
            {"when": (a_condition(),)},
            (
                "touches answers",
                'Indicator "law" is asked of other countries: – became coast: yes.',
                4,
            ),
        ),
        ({"title": "Other"}, ("compatible", "Reworded: title.", 0)),
        (
            {"core": True},
            (
                "touches scores",
                '"core" of indicator "law" changed from false to true.',
                0,
            ),
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_changes_of_an_indicator(changed, expected):
    new = a_framework(an_indicator("law", **changed), an_indicator("data"))

    assert said(a_framework(), new) == [expected]


def test_owners_that_follow_a_new_lead_are_told_once_with_the_lead():
    led_by_health = a_ladder([a_criterion("c1", owner="health")], "c2", "c3", "c4")
    old = a_framework(an_indicator("law"))

    follows = a_framework(
        an_indicator("law", lead="health", ladder=_owned_by("health"))
    )
    alone = a_framework(an_indicator("law", ladder=led_by_health))

    assert [message for _, message, _ in said(old, follows)] == [
        '"lead" of indicator "law" changed from justice to health.'
    ]
    assert said(old, alone) == [("compatible", 'Criterion "c1" changed: owner.', 1)]


def _owned_by(sector):
    return a_ladder(*([a_criterion(key, owner=sector)] for key in _KEYS))


_KEYS = ("c1", "c2", "c3", "c4")


def test_an_indicator_that_goes_or_comes_counts_its_criteria():
    old = a_framework(an_indicator("law"), an_indicator("data"))
    new = a_framework(an_indicator("law"), an_indicator("courts"))

    assert said(old, new) == [
        ("touches answers", 'Indicator "data" was removed, with 4 criteria.', 4),
        ("touches scores", 'Indicator "courts" was added, with 4 criteria.', 4),
    ]


def test_an_indicator_that_moves_touches_the_scores_of_two_points():
    points = (a_point("systems"), a_point("money"))
    old = a_framework(an_indicator("law"), an_indicator("data"), points=points)
    new = a_framework(
        an_indicator("law", point="money"), an_indicator("data"), points=points
    )

    assert said(old, new) == [
        ("touches scores", 'Indicator "law" moved from point "systems" to "money".', 0)
    ]


def test_figures_that_go_or_are_counted_otherwise_touch_what_was_recorded():
    spent, staff = Figure("spent", "Spent", "%"), Figure("staff", "Staff", "people")
    old = a_framework(an_indicator("law", figures=(spent, staff)))
    new = a_framework(
        an_indicator(
            "law", figures=(replace(staff, unit="posts"), replace(spent, key="paid"))
        )
    )

    assert said(old, new) == [
        ("touches answers", 'Figure "spent" was removed.', 0),
        ("touches answers", 'Figure "staff" is counted otherwise.', 0),
        ("compatible", 'Figure "paid" was added.', 0),
    ]


def test_changes_of_scale_bands_grades_settings_and_weights_touch_scores():
    old = parse_framework(SMALL.read_text(encoding="utf-8"), "f")
    text = SMALL.read_text(encoding="utf-8")
    for before, after in (
        ("score: 50}", "score: 40}"),
        ("from: 70.5", "from: 80"),
        ("cap: 1", "cap: 2"),
        ("minimum_coverage: 0.8", "minimum_coverage: 0.5"),
        ("weight: 1.5", "weight: 3"),
    ):
        assert before in text
        text = text.replace(before, after)

    assert said(old, parse_framework(text, "f")) == [
        (
            "touches scores",
            "The scores of the levels changed from 0, 50, 100 to 0, 40, 100.",
            0,
        ),
        ("touches scores", "Evidence grade D now supports level 2 at most, not 1.", 0),
        (
            "touches scores",
            (
                "The bands changed from weak 0, middle 40, strong 70.5 to weak 0, middle 40,"
                " strong 80."
            ),
            0,
        ),
        ("touches scores", "minimum_coverage changed from 0.8 to 0.5.", 0),
        ("touches scores", "weight changed from 1.5 to 3.", 0),
    ]


def test_facts_that_go_or_lose_a_value_touch_profiles():
    old = a_framework()
    new = a_framework(facts=(a_fact("routes", "origin"), a_fact("federal")))

    assert said(old, new) == [
        ("touches answers", 'The profile no longer asks "coast".', 0),
        ("compatible", '"federal" was added.', 0),
        (
            "touches answers",
            'Profile fact "routes" no longer has the value destination.',
            0,
        ),
    ]


def test_another_order_is_compatible():
    old = a_framework(an_indicator("law"), an_indicator("data"))
    new = a_framework(an_indicator("data"), an_indicator("law"))

    assert said(old, new) == [
        ("compatible", "The order changed, and with it the numbers that people see.", 0)
    ]


def test_reworded_texts_are_compatible():
    old = parse_framework(SMALL.read_text(encoding="utf-8"), "f")
    text = SMALL.read_text(encoding="utf-8")
    for word in ("Safe bridges", "Rust is", "Our own addition", "Convention on"):
        text = text.replace(word, f"The {word}")

    effects = {
        change.effect for change in diff_frameworks(old, parse_framework(text, "f"))
    }

    assert effects == {Effect.COMPATIBLE}


def test_a_change_touches_only_what_was_answered():
    old = a_framework(an_indicator("law"), an_indicator("data"), an_indicator("courts"))
    ladder = a_ladder("c1 new", "c2", "c3", "c4")
    new = a_framework(
        an_indicator("law", ladder=ladder), an_indicator("courts", ladder=ladder)
    )
    assessment = an_assessment(
        old,
        {"law": an_answer("c1"), "data": we_do_not_know(), "courts": we_do_not_know()},
        profile={"coast": ("yes",)},
    )

    touched = affected(diff_frameworks(old, new), assessment)

    assert [(found.change.kind, found.answers) for found in touched] == [
        ("indicator-removed", ("data",)),
        ("criterion-added", ("law",)),
    ]


def test_a_figure_that_goes_touches_nobody_who_recorded_another():
    kept, gone = Figure("law", "Laws", "count"), Figure("cases", "Cases", "count")
    old = a_framework(an_indicator("law", figures=(kept, gone)))
    new = a_framework(an_indicator("law", figures=(kept,)))
    recorded = an_answer("c1", figures=(FigureEntry("law", Decimal(2)),))

    touched = affected(diff_frameworks(old, new), an_assessment(old, {"law": recorded}))

    assert touched == ()


def test_a_removed_fact_or_grade_touches_those_who_chose_it():
    old = a_framework()
    new = a_framework(facts=(), grades=a_framework().grades[:2])
    assessment = an_assessment(
        old,
        {"law": an_answer("c1", grade="C"), "data": an_answer("c1", grade="A")},
        profile={"coast": ("yes",)},
    )

    touched = affected(diff_frameworks(old, new), assessment)

    assert [(t.change.kind, t.answers, t.facts) for t in touched] == [
        ("grade-removed", ("law",), ()),
        ("fact-removed", (), ("coast",)),
    ]


def test_another_framework_touches_everything():
    old = a_framework()
    assessment = an_assessment(old, {"law": 2})

    touched = affected(diff_frameworks(old, a_framework(key="other")), assessment)

    assert [found.answers for found in touched] == [("law",)]
    assert touched[0].change.criteria_count == 8
