"""The shape of the portable file (docs/portable-file.md), the only description there is.

What a table cannot say is checked by :mod:`references` and by the domain's own
``check_assessment``, which every other door uses too.
"""

from assessment.domain.answers import AnswerStatus, AssessmentKind, PlanStatus
from assessment.domain.framework import Scope
from assessment.errors import N_
from assessment.yaml_nodes.scalars import (
    CODE_FORM,
    Choice,
    Number,
    Pattern,
    Reference,
    Text,
)
from assessment.yaml_nodes.shapes import Field, ListOf, MapOf, OneOrMany, Record

FORMAT = "assessment/1"

TOO_FEW = "<5"
"""Stands for a count of 1 to 4 children, which is never written out."""

_TEXT = Text(exact=True)
_MAYBE = Text(exact=True, may_be_empty=True)
_DATE = Pattern(
    r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    N_('"{found}" is not a date: write it as 2026-03-31.'),
)
_FIGURE_VALUE = Pattern(
    r"^(<5|-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?)$",
    N_('"{found}" is not a number: write it as 12 or 12.5, or "<5" for 1 to 4 people.'),
)
_DIGEST = Pattern(
    "^[0-9a-f]{64}$", N_('"{found}" is not a digest: 64 digits 0-9 and letters a-f.')
)

FRAMEWORK_REFERENCE = Record(
    "framework-reference",
    Field("key", CODE_FORM, "Key of the framework that was answered."),
    Field("edition", CODE_FORM, "Its edition."),
    Field("digest", _DIGEST, "SHA-256 of its file.", required=False),
)
_SUBJECT = Record(
    "subject",
    Field("code", _TEXT, "ISO 3166-1 alpha-2, or XA to XZ when invented."),
    Field("name", _MAYBE, required=False),
)
_EVIDENCE = Record(
    "evidence-item",
    Field("title", _TEXT),
    Field("link", _MAYBE, "https:// or http://; never fetched.", required=False),
    Field("date", _MAYBE, required=False),
    Field("page", _MAYBE, required=False),
    Field("file", _DIGEST, "SHA-256 of a file that backs it.", required=False),
    Field("file_name", _MAYBE, "What the file is called.", required=False),
)
_FIGURE = Record(
    "figure-entry",
    Field("key", _TEXT),
    Field("value", _FIGURE_VALUE),
    Field("year", Number(whole=True), required=False),
)
_ANSWER = Record(
    "answer",
    Field("status", Choice(tuple(AnswerStatus))),
    Field("met", ListOf(_TEXT, distinct=True), "Criteria met.", required=False),
    Field("grade", Reference("grade"), required=False),
    Field("evidence", ListOf(_EVIDENCE), required=False),
    Field("figures", ListOf(_FIGURE), required=False),
    Field("note", _MAYBE, required=False),
)
_PLAN_ITEM = Record(
    "plan-item",
    Field("indicator", Reference("indicator")),
    Field("criterion", _TEXT),
    Field("owner", _MAYBE, required=False),
    Field("due", _DATE, required=False),
    Field("status", Choice(tuple(PlanStatus)), required=False),
    Field("note", _MAYBE, "Of a declined action, the reason.", required=False),
    Field("wording", _MAYBE, "In the country's own words.", required=False),
)
_CLEARANCE = Record(
    "clearance",
    Field("name", _MAYBE),
    Field("function", _MAYBE),
    Field("on", _DATE),
    Field(
        "reference",
        _MAYBE,
        "A random word: no two clearances give the same file.",
        required=False,
    ),
)

ASSESSMENT = Record(
    "assessment-file",
    Field("format", Choice((FORMAT,)), "Format of this file."),
    Field("framework", FRAMEWORK_REFERENCE),
    Field("subject", _SUBJECT, "The country assessed."),
    Field("kind", Choice(tuple(AssessmentKind))),
    Field("period", _TEXT, "A year, or a span of years."),
    Field("language", _TEXT, "Language of the notes; en unless given.", required=False),
    Field("scope", Choice(tuple(Scope)), "full unless given.", required=False),
    Field("respondent", _MAYBE, required=False),
    Field(
        "profile",
        MapOf(OneOrMany(_TEXT), keys=Reference("fact")),
        "Fact -> value or values.",
        required=False,
    ),
    Field("answers", MapOf(_ANSWER, keys=Reference("indicator")), required=False),
    Field(
        "targets",
        MapOf(Number(whole=True), keys=Reference("indicator")),
        "Indicator -> level aimed at.",
        required=False,
    ),
    Field(
        "target_reasons",
        MapOf(_MAYBE, keys=Reference("indicator")),
        "Indicator -> why the country aims there.",
        required=False,
    ),
    Field("plan", ListOf(_PLAN_ITEM), required=False),
    Field("clearance", _CLEARANCE, required=False),
)

DANGLING = {
    "indicator": (
        N_('There is no indicator "{found}". Did you mean "{guess}"?'),
        N_('There is no indicator "{found}". Known are: {allowed}.'),
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
