"""The shape of a framework file: one table per part, the only description there is.

Reader and JSON Schema both come from here. The help texts are for editors, in English
like the keys. What a table cannot say is in :mod:`checks` and :mod:`ladders`.
"""

from collections.abc import Mapping

from assessment.domain.framework import FactKind, Provenance
from assessment.errors import N_
from assessment.framework_file.archetypes import ARCHETYPE, LINK, PROFILE
from assessment.framework_file.indicator_tables import (
    CITATION,
    CITATIONS,
    INDICATOR,
    TEXT,
    TITLE,
)
from assessment.framework_file.review.tables import CONTRADICTION, REVIEW
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    Choice,
    Flag,
    Key,
    Number,
    Pattern,
    Reference,
    Schema,
)
from assessment.yaml_nodes.shapes import (
    Field,
    ListOf,
    MapOf,
    Record,
    json_schema,
)

FORMAT = "framework/1"

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


_HEADER = Record(
    "header",
    Field("key", Key(), "Stable id of the framework, the same in every edition."),
    Field("edition", _EDITION_FORM, "This edition; results compare within it only."),
    Field("title", TITLE),
    Field("publisher", TITLE),
    Field("licence", TITLE),
    Field("language", _LANGUAGE_FORM, "Language of the texts below."),
    Field("summary", TEXT, "What is assessed, in two or three sentences."),
    Field("disclaimer", TEXT, "What a score is not; printed beside scores."),
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
    Field("label", TITLE),
    Field("score", Number(), "Score of this level; rises from level to level."),
)
_EVIDENCE_GRADE = Record(
    "evidence-grade",
    Field("grade", Key("grade", _GRADE_FORM), "One capital letter, the best first."),
    Field("label", TITLE),
    Field("help", TEXT),
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
    Field("label", TITLE),
    Field("from", Number(), "Lowest score of the band; the first is the lowest score."),
    Field("meaning", TEXT, required=False),
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
_SECTOR = Record("sector", Field("key", Key("sector")), Field("label", TITLE))
_INSTRUMENT = Record(
    "instrument",
    Field("key", Key("instrument", CODE_FORM)),
    Field("title", TITLE),
    Field(
        "treaty",
        Reference("treaty"),
        "Value of the treaty fact that stands for it; without, always shown.",
        required=False,
    ),
)
_SDG_TARGET = Record(
    "sdg-target", Field("key", Key("sdg", CODE_FORM)), Field("title", TITLE)
)
_SOURCE = Record(
    "source",
    Field("code", Key("source", CODE_FORM)),
    Field("title", TITLE),
    Field("date", TITLE, required=False),
    Field("publisher", TITLE, required=False),
    Field("seen", TEXT, "How much of it was read.", required=False),
    Field("note", TEXT, required=False),
)
_POINT = Record(
    "point",
    Field("key", Key("point")),
    Field("title", TITLE),
    Field("summary", TEXT, "In our own words."),
    Field(
        "provenance",
        Choice(tuple(Provenance)),
        "How surely the wording is that of the document it stands for.",
    ),
    Field("sources", CITATIONS),
    Field("weight", Number(above=0), "1 unless given.", required=False),
    Field("note", TEXT, required=False),
)
_RECOMMENDATION = Record(
    "recommendation",
    Field("key", Key("recommendation", CODE_FORM)),
    Field("body", TITLE, "Who recommends it."),
    Field("text", TEXT, "In our own words."),
    Field("sources", CITATIONS),
)
_OPTION = Record("option", Field("value", CODE_FORM), Field("label", TITLE))
_FACT = Record(
    "fact",
    Field("key", Key("fact")),
    Field("question", TEXT),
    Field("kind", Choice(tuple(FactKind))),
    Field("help", TEXT, required=False),
    Field(
        "options",
        ListOf(_OPTION, least=1),
        "Values to choose from; not for yes_no.",
        required=False,
    ),
    Field(
        "reasons",
        MapOf(TEXT),
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
_TERM = Record(
    "term",
    Field("key", Key("term")),
    Field("term", TITLE, "How a list of terms calls it."),
    Field(
        "forms",
        ListOf(TITLE, least=1, distinct=True),
        "Phrases that are marked in the texts; the term itself unless given.",
        required=False,
    ),
    Field("definition", TEXT),
    Field("source", CITATION, "Where the definition comes from."),
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
    Field("title", TITLE),
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
        MapOf(TEXT, keys=Pattern(r"^\S+$", N_('"{found}" is not to be expected.'))),
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
    Field("indicators", ListOf(INDICATOR, least=1)),
    Field("terms", ListOf(_TERM), "Words that need a definition.", required=False),
    Field(
        "contradictions",
        ListOf(CONTRADICTION),
        "Answers that do not seem to fit together.",
        required=False,
    ),
    Field("review", REVIEW, "How old answers may be.", required=False),
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
