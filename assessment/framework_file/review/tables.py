"""The shape of contradictions and of the settings of the review."""

from assessment.domain.framework import IndicatorType
from assessment.framework_file.indicator_tables import TEXT
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    Choice,
    Flag,
    Key,
    Number,
    Reference,
)
from assessment.yaml_nodes.shapes import Field, ListOf, MapOf, OneOrMany, Record

_YEARS = Number(low=0, high=100, whole=True)
_LEVEL = Number(low=1, whole=True)

SIGN = Record(
    "sign",
    Field("indicator", Reference("indicator"), "It is answered, and:", required=False),
    Field("level_at_least", _LEVEL, "its level is this or above.", required=False),
    Field("level_below", _LEVEL, "its level is below this.", required=False),
    Field("met", CODE_FORM, "this criterion of it is ticked.", required=False),
    Field(
        "not_met",
        CODE_FORM,
        "this criterion of it is asked and not ticked.",
        required=False,
    ),
    Field(
        "grade",
        OneOrMany(Reference("grade")),
        "its evidence grade is this, or one of these.",
        required=False,
    ),
    Field("figure", CODE_FORM, "this figure of it:", required=False),
    Field("is_missing", Flag(), "is not given.", required=False),
    Field("of", CODE_FORM, "as a share (0 to 1) of this figure:", required=False),
    Field(
        "of_indicator",
        Reference("indicator"),
        "which stands in the answer to this indicator, of the same year;",
        required=False,
    ),
    Field("at_least", Number(low=0), "is this or more.", required=False),
    Field("below", Number(above=0), "is less than this.", required=False),
    Field("fact", Reference("fact"), "Instead: a fact, answered.", required=False),
    Field("is", TEXT, "The answer is this value.", required=False),
    Field("has", TEXT, "This value is among those chosen.", required=False),
    Field(
        "in",
        ListOf(TEXT, least=1, distinct=True),
        "Any of these values.",
        required=False,
    ),
)
CONTRADICTION = Record(
    "contradiction",
    Field("key", Key("contradiction")),
    Field("when", ListOf(SIGN, least=1), "Said when all of these hold."),
    Field("say", TEXT, "One sentence that asks to look again and accuses nobody."),
    Field(
        "blocks",
        Flag(),
        "The assessment cannot be handed on while it stands.",
        required=False,
    ),
)
REVIEW = Record(
    "review",
    Field(
        "evidence_years",
        MapOf(_YEARS, keys=Choice(tuple(IndicatorType))),
        "Type of indicator -> years after which its newest document is old.",
        required=False,
    ),
    Field("figure_years", _YEARS, "Years after which a figure is old.", required=False),
    Field(
        "unchanged_rounds",
        Number(low=1, whole=True),
        "Rounds after which an answer carried over unchanged is asked about; 3.",
        required=False,
    ),
)
