"""What is exported and imported again is equal, whatever people answered."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.answer_check import check_assessment
from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Clearance,
    EvidenceItem,
    FigureEntry,
    PlanItem,
    PlanStatus,
    Subject,
)
from assessment.domain.framework import FactKind
from assessment.domain.text_check import name_problems, text_problems
from assessment.framework_file import load_framework
from assessment.portable import FORMAT, read_assessment, write_assessment
from tests.builders import an_assessment

DATA = Path(__file__).parents[2] / "data"
FRAMEWORK = load_framework(DATA / "frameworks" / "small.yaml")
SMALL = (DATA / "portable" / "small.yaml").read_text(encoding="utf-8")


def texts(longest, least=0):
    allowed = st.characters(
        exclude_categories=("Cc", "Cs"), include_characters="\n\r\t"
    )
    sound = st.text(allowed, min_size=least, max_size=longest)
    return sound.filter(lambda text: not list(text_problems(text, longest, "")))


def names():
    return texts(40).filter(lambda text: not list(name_problems(text, 40, "")))


def titles():
    return names().filter(lambda text: text.strip())


LINKS = st.sampled_from(["", "https://a.example/é?b=1#c", "http://a.example"])
FILES = st.sampled_from([("", ""), ("ab" * 32, "law.pdf"), ("0f" * 32, "قانون.docx")])
EVIDENCE = st.builds(
    lambda title, link, date, page, file: EvidenceItem(title, link, date, page, *file),
    titles(),
    LINKS,
    texts(20),
    texts(20),
    FILES,
)
COUNTS = st.one_of(st.none(), st.just(Decimal(0)), st.integers(5, 10**15).map(Decimal))
AMOUNTS = st.decimals(
    0, 10**15, allow_nan=False, allow_infinity=False, places=12
) | st.decimals(0, 10**15, allow_nan=False, allow_infinity=False, places=0)
YEARS = st.none() | st.integers(1900, 2100)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@st.composite
def figures(draw, indicator):
    entries = []
    for figure in indicator.figures:
        if draw(st.booleans()):
            value = draw(COUNTS if figure.counts_people else AMOUNTS)
            entries.append(FigureEntry(figure.key, value, draw(YEARS)))
    return tuple(entries)


@st.composite
def answers(draw, indicator):
    status = draw(st.sampled_from(AnswerStatus))
    criteria = [criterion.key for criterion in indicator.criteria()]
    answered = status is AnswerStatus.ANSWERED
    return Answer(
        status=status,
        met=draw(st.frozensets(st.sampled_from(criteria))) if answered else frozenset(),
        grade=draw(st.sampled_from(["", "A", "D"])) if answered else "",
        evidence=tuple(draw(st.lists(EVIDENCE, max_size=3))),
        figures=draw(figures(indicator)),
        note=draw(texts(200)),
    )


@st.composite
def profiles(draw):
    profile = {}
    for fact in FRAMEWORK.facts:
        if draw(st.booleans()):
            several = fact.kind is FactKind.SEVERAL_OF
            values = st.lists(
                st.sampled_from(fact.values),
                unique=True,
                min_size=0 if several else 1,
                max_size=None if several else 1,
            )
            profile[fact.key] = tuple(draw(values))
    return profile


PLANS = st.lists(
    st.sampled_from(
        [(i.key, c.key) for i in FRAMEWORK.indicators for c in i.criteria()]
    ),
    unique=True,
    max_size=4,
)


@st.composite
def plan_items(draw, indicator, criterion):
    status = draw(st.sampled_from(PlanStatus))
    note = draw(texts(40))
    if status is PlanStatus.DECLINED and not note.strip():
        note = "No money before the next budget."
    return PlanItem(
        indicator,
        criterion,
        owner=draw(names()),
        due=draw(st.none() | DAYS),
        status=status,
        note=note,
        wording=draw(texts(40)),
    )


@st.composite
def assessments(draw):
    invented = draw(st.booleans())
    kinds = (
        [AssessmentKind.TRAINING, AssessmentKind.ALTERNATIVE]
        if invented
        else [AssessmentKind.GOVERNMENT, AssessmentKind.ALTERNATIVE]
    )
    code = draw(st.sampled_from(["XA", "XZ"] if invented else ["AD", "XK", "ZW"]))
    asked = draw(
        st.lists(st.sampled_from(FRAMEWORK.indicators), unique_by=lambda i: i.key)
    )
    levels = st.dictionaries(
        st.sampled_from([i.key for i in FRAMEWORK.indicators]), st.integers(1, 2)
    )
    targets = draw(levels)
    plan = [draw(plan_items(*key)) for key in draw(PLANS)]
    clearance = st.builds(Clearance, names(), names(), DAYS)
    return Assessment(
        framework=FRAMEWORK.key,
        edition=draw(st.sampled_from(["1.10", "1.9"])),
        subject=Subject(code, draw(names())),
        kind=draw(st.sampled_from(kinds)),
        period=draw(st.sampled_from(["2026", "2025-2026"])),
        respondent=draw(names()),
        language=draw(st.sampled_from(["en", "fr", "zh-Hans"])),
        profile=draw(profiles()),
        answers={indicator.key: draw(answers(indicator)) for indicator in asked},
        targets=targets,
        target_reasons={k: draw(texts(40)) for k in targets if draw(st.booleans())},
        plan=tuple(plan),
        clearance=draw(st.none() | clearance),
    )


@given(assessments())
def test_what_is_exported_and_imported_again_is_equal(assessment):
    assert check_assessment(FRAMEWORK, assessment) == ()

    text = write_assessment(assessment, FRAMEWORK)

    assert read_assessment(text, "a.json", FRAMEWORK) == assessment
    assert write_assessment(read_assessment(text, "a", FRAMEWORK), FRAMEWORK) == text


def test_the_order_of_answering_does_not_change_a_byte():
    first = an_assessment(FRAMEWORK, {"accidents": 1, "inspection": 2})
    second = an_assessment(FRAMEWORK, {"inspection": 2, "accidents": 1})

    assert write_assessment(first, FRAMEWORK) == write_assessment(second, FRAMEWORK)


def test_the_file_says_what_it_is_and_what_it_answers():
    data = json.loads(write_assessment(an_assessment(FRAMEWORK), FRAMEWORK))

    assert data == {
        "format": FORMAT,
        "framework": {"key": "bridges", "edition": "1.10", "digest": FRAMEWORK.digest},
        "subject": {"code": "XA"},
        "kind": "training",
        "period": "2026",
        "language": "en",
    }


def test_yaml_is_read_as_well_as_json():
    from_yaml = read_assessment(SMALL, "a.yaml", FRAMEWORK)

    text = write_assessment(from_yaml, FRAMEWORK)

    assert text.startswith('{\n "format": "assessment/1"')
    assert text.endswith("}\n")
    assert read_assessment(text, "a.json", FRAMEWORK) == from_yaml


def test_too_few_children_to_publish_stay_unsaid():
    figures_read = read_assessment(SMALL, "a", FRAMEWORK).answers["inspection"].figures

    assert figures_read[1] == FigureEntry("children", None)


def test_json_of_other_programs_is_read_too():
    data = json.loads(write_assessment(an_assessment(FRAMEWORK), FRAMEWORK))
    data["respondent"] = "Бюро 🌉\t“x”"
    escaped = json.dumps(data, ensure_ascii=True, indent="\t")

    found = read_assessment(escaped, "a.json", FRAMEWORK)

    assert found.respondent == "Бюро 🌉\t“x”"


def test_an_edition_declared_compatible_is_accepted_and_kept():
    assessment = replace(an_assessment(FRAMEWORK, {"accidents": 1}), edition="1.9")

    text = write_assessment(assessment, FRAMEWORK)

    assert "digest" not in text
    assert read_assessment(text, "a.json", FRAMEWORK).edition == "1.9"


@pytest.mark.parametrize("value", ["0.1", "1000000000000000", "1E+3", "3E-12", "12.50"])
def test_a_recorded_number_is_kept_exactly(value):
    entry = FigureEntry("inspected", Decimal(value))
    answer = Answer(AnswerStatus.ANSWERED, figures=(entry,))
    assessment = an_assessment(FRAMEWORK, {"inspection": answer})

    text = write_assessment(assessment, FRAMEWORK)

    assert read_assessment(text, "a", FRAMEWORK).answers["inspection"].figures == (
        entry,
    )
