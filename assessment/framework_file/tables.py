"""The shape of a framework file: one table per part, the only description there is.

Reader and JSON Schema both come from here. The help texts are for editors, in English
like the keys. What a table cannot say is in :mod:`checks` and :mod:`ladders`.
"""

from collections.abc import Mapping

from assessment.domain.framework import Effort, FactKind, IndicatorType, Provenance
from assessment.errors import N_
from assessment.framework_file.archetypes import ARCHETYPE, LINK, PROFILE
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    Choice,
    Flag,
    Key,
    Number,
    Pattern,
    Reference,
    Schema,
    Text,
)
from assessment.yaml_nodes.shapes import (
    Field,
    ListOf,
    MapOf,
    Record,
    json_schema,
)

FORMAT = "framework/1"

PUBLIC = "public"
"""What a criterion may need."""

_TEXT = Text(max_length=4000)
_TITLE = Text(max_length=300)
_SHARE = Number(low=0, high=1)
_COVERAGE = Number(above=0, high=1)
_GRADE_FORM = Pattern("^[A-Z]$", N_('"{found}" is not a grade: one capital letter.'))
_LANGUAGE_FORM = Pattern(
    "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
    N_('"{found}" is not a language code such as en, fr or zh-Hans.'),
)

_EDITION_FORM = Pattern(
    "^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$",
    N_('"{found}" is not an edition: letters a-z and digits, single . _ - between.'),
)

_CITATION = Record(
    "citation",
    Field("source", Reference("source"), "Code of a source."),
    Field("at", _TEXT, "Paragraph, page or article.", required=False),
)
_CITATIONS = ListOf(_CITATION, least=1)

_HEADER = Record(
    "header",
    Field("key", Key(), "Stable id of the framework, the same in every edition."),
    Field("edition", _EDITION_FORM, "This edition; results compare within it only."),
    Field("title", _TITLE),
    Field("publisher", _TITLE),
    Field("licence", _TITLE),
    Field("language", _LANGUAGE_FORM, "Language of the texts below."),
    Field("summary", _TEXT, "What is assessed, in two or three sentences."),
    Field("disclaimer", _TEXT, "What a score is not; printed beside scores."),
    Field(
        "compatible",
        ListOf(_EDITION_FORM, distinct=True),
        "Other editions whose results may stand beside this one's.",
        required=False,
    ),
)
_LEVEL = Record(
    "level",
    Field("level", Number(low=0, whole=True), "0, 1, 2, ... in order."),
    Field("label", _TITLE),
    Field("score", Number(), "Score of this level; rises from level to level."),
)
_EVIDENCE_GRADE = Record(
    "evidence-grade",
    Field("grade", Key("grade", _GRADE_FORM), "One capital letter, the best first."),
    Field("label", _TITLE),
    Field("help", _TEXT),
    Field(
        "cap",
        Number(low=0, whole=True),
        "Highest level this grade supports in the evidenced score; none: no cap.",
        required=False,
    ),
    Field(
        "public",
        Flag(),
        "Anybody can read what is shown; unless one says so, the first grade is it.",
        required=False,
    ),
)
_BAND = Record(
    "band",
    Field("key", Key("band")),
    Field("label", _TITLE),
    Field("from", Number(), "Lowest score of the band; the first is the lowest score."),
    Field("meaning", _TEXT, required=False),
)
_SCORING = Record(
    "scoring",
    Field("minimum_coverage", _COVERAGE, "Below this share the result is provisional."),
    Field("default_target", Number(low=1, whole=True), "Level to reach."),
    Field(
        "cap_band",
        Reference("band"),
        "Highest band while a critical indicator stands below its caps_below.",
    ),
)
_SECTOR = Record("sector", Field("key", Key("sector")), Field("label", _TITLE))
_INSTRUMENT = Record(
    "instrument",
    Field("key", Key("instrument", CODE_FORM)),
    Field("title", _TITLE),
    Field(
        "treaty",
        Reference("treaty"),
        "Value of the treaty fact that stands for it; without, always shown.",
        required=False,
    ),
)
_SDG_TARGET = Record(
    "sdg-target", Field("key", Key("sdg", CODE_FORM)), Field("title", _TITLE)
)
_SOURCE = Record(
    "source",
    Field("code", Key("source", CODE_FORM)),
    Field("title", _TITLE),
    Field("date", _TITLE, required=False),
    Field("publisher", _TITLE, required=False),
    Field("seen", _TEXT, "How much of it was read.", required=False),
    Field("note", _TEXT, required=False),
)
_POINT = Record(
    "point",
    Field("key", Key("point")),
    Field("title", _TITLE),
    Field("summary", _TEXT, "In our own words."),
    Field(
        "provenance",
        Choice(tuple(Provenance)),
        "How surely the wording is that of the document it stands for.",
    ),
    Field("sources", _CITATIONS),
    Field("weight", Number(above=0), "1 unless given.", required=False),
    Field("note", _TEXT, required=False),
)
_RECOMMENDATION = Record(
    "recommendation",
    Field("key", Key("recommendation", CODE_FORM)),
    Field("body", _TITLE, "Who recommends it."),
    Field("text", _TEXT, "In our own words."),
    Field("sources", _CITATIONS),
)
_OPTION = Record("option", Field("value", CODE_FORM), Field("label", _TITLE))
_FACT = Record(
    "fact",
    Field("key", Key("fact")),
    Field("question", _TEXT),
    Field("kind", Choice(tuple(FactKind))),
    Field("help", _TEXT, required=False),
    Field(
        "options",
        ListOf(_OPTION, least=1),
        "Values to choose from; not for yes_no.",
        required=False,
    ),
    Field(
        "reasons",
        MapOf(_TEXT),
        "Value -> why something is not asked: when it is the answer, or, for"
        " several_of, when it was not chosen.",
        required=False,
    ),
    Field(
        "presentation_only",
        Flag(),
        "Changes what is shown only; may not stand in a condition.",
        required=False,
    ),
)
_CONDITION = Record(
    "condition",
    Field("fact", Reference("fact")),
    Field("is", _TEXT, "The answer is this value.", required=False),
    Field("has", _TEXT, "This value is among those chosen.", required=False),
    Field(
        "in",
        ListOf(_TEXT, least=1, distinct=True),
        "Any of these values.",
        required=False,
    ),
)
_WHEN = Field(
    "when",
    ListOf(_CONDITION, least=1),
    "Asked only when all of these hold.",
    required=False,
)
_CRITERION = Record(
    "criterion",
    Field("key", Key(), "Unique in the indicator."),
    Field("text", _TEXT, "A statement that is either met or not."),
    Field("action", _TEXT, "What would meet it, in the imperative."),
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
    _WHEN,
)
_RUNG = Record(
    "rung",
    Field("rung", Number(low=1, whole=True), "1, 2, 3, ... in order."),
    Field("criteria", ListOf(_CRITERION, least=1)),
)
_FIGURE = Record(
    "figure",
    Field("key", Key(), "Unique in the indicator."),
    Field("label", _TITLE),
    Field("unit", _TITLE),
    Field("help", _TEXT, required=False),
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
    Field("at", _TEXT, "Article."),
    Field("confirmed", Flag(), "A lawyer has checked it.", required=False),
)
_PROOF = Record(
    "proof",
    Field("criterion", CODE_FORM, "Key of a criterion of the ladder."),
    Field("because", _TEXT, "Why it proves the title, in one sentence."),
)
_INDICATOR = Record(
    "indicator",
    Field("key", Key("indicator"), "Stable id; never the number, never used again."),
    Field("point", Reference("point")),
    Field("title", _TITLE),
    Field("question", _TEXT, "What is asked, in one sentence."),
    Field("why", _TEXT, "Why it matters."),
    Field("why_sources", _CITATIONS),
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
    _WHEN,
    Field(
        "urgent_when",
        ListOf(_CONDITION, least=1),
        "Its gap comes before others when all of these hold.",
        required=False,
    ),
    Field("ladder", ListOf(_RUNG, least=1)),
    Field("proof", _PROOF, "What proves the title.", required=False),
    Field("figures", ListOf(_FIGURE), "Recorded, never scored.", required=False),
    Field("evidence", ListOf(_TEXT), "Documents to attach.", required=False),
    Field("mistakes", ListOf(_TEXT), "Common mistakes.", required=False),
    Field("legal", ListOf(_LEGAL), required=False),
    Field("sdg", ListOf(Reference("sdg"), distinct=True), required=False),
    Field("sources", _CITATIONS),
)
_TERM = Record(
    "term",
    Field("key", Key("term")),
    Field("term", _TITLE, "How a list of terms calls it."),
    Field(
        "forms",
        ListOf(_TITLE, least=1, distinct=True),
        "Phrases that are marked in the texts; the term itself unless given.",
        required=False,
    ),
    Field("definition", _TEXT),
    Field("source", _CITATION, "Where the definition comes from."),
)
_EXAMPLE_ANSWER = Record(
    "example-answer",
    Field("met", ListOf(CODE_FORM, distinct=True), "Criteria met.", required=False),
    Field(
        "level",
        Number(low=0, whole=True),
        "Instead: every criterion up to this rung.",
        required=False,
    ),
    Field("grade", Reference("grade"), required=False),
    Field("unknown", Flag(), "Instead: we do not know.", required=False),
)
_EXAMPLE = Record(
    "example",
    Field("key", Key("example")),
    Field("title", _TITLE),
    Field("profile", PROFILE, required=False),
    Field(
        "answers", MapOf(_EXAMPLE_ANSWER, keys=Reference("indicator")), required=False
    ),
    Field(
        "others",
        _EXAMPLE_ANSWER,
        "Answer to every indicator not named; without, they are unanswered.",
        required=False,
    ),
    Field(
        "expect",
        MapOf(_TEXT, keys=Pattern(r"^\S+$", N_('"{found}" is not to be expected.'))),
        "What -> the expected text: overall, low, high, evidenced, coverage, band,"
        " law-practice-gap, point:KEY, level:KEY, gap:KEY.",
    ),
)

FRAMEWORK = Record(
    "framework-file",
    Field("format", Choice((FORMAT,)), "Format of this file."),
    Field("framework", _HEADER, "Which framework and edition this is."),
    Field("scale", ListOf(_LEVEL, least=2), "The levels, lowest first."),
    Field("evidence", ListOf(_EVIDENCE_GRADE, least=1), "Grades, best first."),
    Field("bands", ListOf(_BAND, least=1), "Named ranges of scores, lowest first."),
    Field("scoring", _SCORING),
    Field("sectors", ListOf(_SECTOR, least=1)),
    Field("instruments", ListOf(_INSTRUMENT), "Treaties.", required=False),
    Field("sdg_targets", ListOf(_SDG_TARGET), required=False),
    Field("sources", ListOf(_SOURCE, least=1), "Every document cited."),
    Field("points", ListOf(_POINT, least=1)),
    Field("recommendations", ListOf(_RECOMMENDATION), required=False),
    Field("profile", ListOf(_FACT), "Facts that switch questions off.", required=False),
    Field("indicators", ListOf(_INDICATOR, least=1)),
    Field("terms", ListOf(_TERM), "Words that need a definition.", required=False),
    Field("archetypes", ListOf(ARCHETYPE), "For training.", required=False),
    Field(
        "linked",
        ListOf(LINK),
        "Indicators that move together in invented countries.",
        required=False,
    ),
    Field("examples", ListOf(_EXAMPLE), "Golden answers.", required=False),
)

DANGLING: Mapping[str, tuple[str, str]] = {
    "source": (
        N_('There is no source "{found}". Did you mean "{guess}"?'),
        N_('There is no source "{found}". Known are: {allowed}.'),
    ),
    "band": (
        N_('There is no band "{found}". Did you mean "{guess}"?'),
        N_('There is no band "{found}". Known are: {allowed}.'),
    ),
    "treaty": (
        N_('There is no value of a treaty fact "{found}". Did you mean "{guess}"?'),
        N_('There is no value of a treaty fact "{found}". Known are: {allowed}.'),
    ),
    "sector": (
        N_('There is no sector "{found}". Did you mean "{guess}"?'),
        N_('There is no sector "{found}". Known are: {allowed}.'),
    ),
    "indicator": (
        N_('There is no indicator "{found}". Did you mean "{guess}"?'),
        N_('There is no indicator "{found}". Known are: {allowed}.'),
    ),
    "point": (
        N_('There is no point "{found}". Did you mean "{guess}"?'),
        N_('There is no point "{found}". Known are: {allowed}.'),
    ),
    "recommendation": (
        N_('There is no recommendation "{found}". Did you mean "{guess}"?'),
        N_('There is no recommendation "{found}". Known are: {allowed}.'),
    ),
    "instrument": (
        N_('There is no instrument "{found}". Did you mean "{guess}"?'),
        N_('There is no instrument "{found}". Known are: {allowed}.'),
    ),
    "sdg": (
        N_('There is no SDG target "{found}". Did you mean "{guess}"?'),
        N_('There is no SDG target "{found}". Known are: {allowed}.'),
    ),
    "fact": (
        N_('There is no fact of the profile "{found}". Did you mean "{guess}"?'),
        N_('There is no fact of the profile "{found}". Known are: {allowed}.'),
    ),
    "grade": (
        N_('There is no evidence grade "{found}". Did you mean "{guess}"?'),
        N_('There is no evidence grade "{found}". Known are: {allowed}.'),
    ),
}
"""What is said of a reference to something that the file does not define."""


def framework_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a framework file, for editors."""
    return json_schema(
        FRAMEWORK,
        title="Indicator framework",
        schema_id="urn:gap-assessment:framework:1",
    )
