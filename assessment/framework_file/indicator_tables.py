"""The shape of an indicator in a framework file: ladder, criteria, figures, hooks."""

from assessment.domain.framework import Effort, IndicatorType
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    Choice,
    Flag,
    Key,
    Number,
    Reference,
    Text,
)
from assessment.yaml_nodes.shapes import (
    Field,
    ListOf,
    Record,
)

PUBLIC = "public"
"""What a criterion may need."""

TEXT = Text(max_length=4000)
TITLE = Text(max_length=300)

CITATION = Record(
    "citation",
    Field("source", Reference("source"), "Code of a source."),
    Field("at", TEXT, "Paragraph, page or article.", required=False),
)
CITATIONS = ListOf(CITATION, least=1)


_CONDITION = Record(
    "condition",
    Field("fact", Reference("fact")),
    Field("is", TEXT, "The answer is this value.", required=False),
    Field("has", TEXT, "This value is among those chosen.", required=False),
    Field(
        "in",
        ListOf(TEXT, least=1, distinct=True),
        "Any of these values.",
        required=False,
    ),
)
WHEN = Field(
    "when",
    ListOf(_CONDITION, least=1),
    "Asked only when all of these hold.",
    required=False,
)
_CRITERION = Record(
    "criterion",
    Field("key", Key(), "Unique in the indicator."),
    Field("text", TEXT, "A statement that is either met or not."),
    Field("action", TEXT, "What would meet it, in the imperative."),
    Field("effort", Choice(tuple(Effort))),
    Field("owner", Reference("sector"), "If not the lead.", required=False),
    Field(
        "needs",
        Choice((PUBLIC,)),
        "Cannot be met without a public document; else it is not evidenced.",
        required=False,
    ),
    Field(
        "serves",
        ListOf(Reference("recommendation"), least=1, distinct=True),
        "Recommendations of the indicator that this criterion asks.",
        required=False,
    ),
    WHEN,
)
_RUNG = Record(
    "rung",
    Field("rung", Number(low=1, whole=True), "1, 2, 3, ... in order."),
    Field("criteria", ListOf(_CRITERION, least=1)),
)
_FIGURE = Record(
    "figure",
    Field("key", Key(), "Unique in the indicator."),
    Field("label", TITLE),
    Field("unit", TITLE),
    Field("help", TEXT, required=False),
    Field(
        "counts_people",
        Flag(),
        "It counts people: 1 to 4 are never taken, <5 is written instead.",
        required=False,
    ),
    Field(
        "counts_children",
        Flag(),
        "The same, as editions of 2026 call it.",
        required=False,
    ),
    Field(
        "at_most",
        CODE_FORM,
        "Key of a figure of the same indicator that this one cannot exceed.",
        required=False,
    ),
)
_LEGAL = Record(
    "legal-hook",
    Field("instrument", Reference("instrument")),
    Field("at", TEXT, "Article."),
    Field("confirmed", Flag(), "A lawyer has checked it.", required=False),
)
_PROOF = Record(
    "proof",
    Field("criterion", CODE_FORM, "Key of a criterion of the ladder."),
    Field("because", TEXT, "Why it proves the title, in one sentence."),
)
INDICATOR = Record(
    "indicator",
    Field("key", Key("indicator"), "Stable id; never the number, never used again."),
    Field("point", Reference("point")),
    Field("title", TITLE),
    Field("question", TEXT, "What is asked, in one sentence."),
    Field("why", TEXT, "Why it matters."),
    Field("why_sources", CITATIONS),
    Field("type", Choice(tuple(IndicatorType))),
    Field("lead", Reference("sector"), "Sector that leads on the answer."),
    Field("core", Flag(), required=False),
    Field("critical", Flag(), "Too low a level caps the band.", required=False),
    Field(
        "caps_below",
        Number(low=1, whole=True),
        "Critical only: the band is capped below this level; 1 unless given.",
        required=False,
    ),
    Field(
        "flags_below",
        Number(low=1, whole=True),
        "Critical only: a flag below this level; one above caps_below unless given.",
        required=False,
    ),
    Field("weight", Number(above=0), "1 unless given.", required=False),
    Field("target", Number(low=1, whole=True), "Level to reach.", required=False),
    Field(
        "recommendations",
        ListOf(Reference("recommendation"), distinct=True),
        required=False,
    ),
    WHEN,
    Field(
        "urgent_when",
        ListOf(_CONDITION, least=1),
        "Its gap comes before others when all of these hold.",
        required=False,
    ),
    Field("ladder", ListOf(_RUNG, least=1)),
    Field("proof", _PROOF, "What proves the title.", required=False),
    Field("figures", ListOf(_FIGURE), "Recorded, never scored.", required=False),
    Field("evidence", ListOf(TEXT), "Documents to attach.", required=False),
    Field("mistakes", ListOf(TEXT), "Common mistakes.", required=False),
    Field("legal", ListOf(_LEGAL), required=False),
    Field("sdg", ListOf(Reference("sdg"), distinct=True), required=False),
    Field("sources", CITATIONS),
)
