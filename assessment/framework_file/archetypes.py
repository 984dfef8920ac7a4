"""Archetypes in a framework file: their shape, what must hold, and how they are built.

Kinds of invented countries that samples are drawn from; no score depends on them.
"""

from collections.abc import Iterator
from decimal import Decimal

from assessment.domain.framework import (
    Archetype,
    Dissent,
    IndicatorType,
    Link,
    OwnLevel,
    PointShape,
)
from assessment.errors import N_
from assessment.framework_file.levels import check_level
from assessment.yaml_nodes.reading import Part, Reading
from assessment.yaml_nodes.scalars import Flag, Key, Number, Reference, Text
from assessment.yaml_nodes.shapes import Field, ListOf, MapOf, OneOrMany, Record

_TEXT = Text()
_SHARE = Number(low=0, high=1)
_LEVEL_MEAN = Number(low=0)

PROFILE = MapOf(OneOrMany(_TEXT), keys=Reference("fact"))

_POINT_SHAPE = Record(
    "point-shape",
    Field("point", Reference("point")),
    *(
        Field(kind.value, _LEVEL_MEAN, "Expected level.", required=False)
        for kind in IndicatorType
    ),
    Field("reason", _TEXT, "Why it is so in this kind of country."),
)
_OWN_LEVEL = Record(
    "own-level",
    Field("indicator", Reference("indicator")),
    Field("level", _LEVEL_MEAN, "Expected level."),
    Field("reason", _TEXT, "Why it stands out."),
)
LINK = Record(
    "link",
    Field("indicators", ListOf(Reference("indicator"), distinct=True)),
    Field("reason", _TEXT, "Why they rise and fall together."),
)
ARCHETYPE = Record(
    "archetype",
    Field("key", Key("archetype")),
    Field("label", _TEXT),
    Field("description", _TEXT),
    Field("profile", PROFILE, "Fact -> value or values."),
    Field(
        "means",
        Record("means", *(Field(kind.value, _LEVEL_MEAN) for kind in IndicatorType)),
        "Expected level by type of indicator.",
    ),
    Field(
        "points",
        MapOf(Number(), keys=Reference("point")),
        "Point -> shift of the expected level.",
        required=False,
    ),
    Field(
        "shape",
        ListOf(_POINT_SHAPE),
        "Expected levels by point and type, each with a reason.",
        required=False,
    ),
    Field(
        "indicators",
        ListOf(_OWN_LEVEL),
        "Indicators that stand out, each with a reason.",
        required=False,
    ),
    Field(
        "spread",
        Number(low=0, high=2),
        "Standard deviation of one indicator, in levels; 0.7 unless given.",
        required=False,
    ),
    Field("unknown", _SHARE, "Share answered: we do not know.", required=False),
    Field("unanswered", _SHARE, "Share left open.", required=False),
    Field(
        "grades",
        MapOf(Number(low=0), keys=Reference("grade")),
        "Evidence grade -> relative frequency.",
    ),
    Field(
        "overclaims",
        _SHARE,
        "Share of answers that claim more than is shown; 0.1 unless given.",
        required=False,
    ),
    Field(
        "provisional",
        Flag(),
        "More may stay open than a final result allows.",
        required=False,
    ),
    Field(
        "alternative",
        Record("dissent", Field("lower", _SHARE), Field("higher", _SHARE)),
        "How often its alternative assessments differ where evidence is weak.",
        required=False,
    ),
)


def check_archetype(archetype: Part, reading: Reading, top: int | None) -> None:
    """Report what does not hold together in *archetype*; *top* is the highest level."""
    if top is not None:
        for part, name in _levels_in(archetype):
            check_level(part, name, reading, top)
    grades = archetype.get("grades")
    if grades is not None and not any(grades.values.values()):
        reading.report(
            archetype.at("grades"),
            archetype.path,
            N_("At least one evidence grade needs a frequency above 0."),
        )
    if (
        archetype.get("unknown", Decimal(0)) + archetype.get("unanswered", Decimal(0))
        > 1
    ):
        reading.report(
            archetype.at("unanswered"),
            archetype.path,
            N_('"unknown" and "unanswered" together may not be above 1.'),
        )


def _levels_in(archetype: Part) -> Iterator[tuple[Part, str]]:
    """Yield every part and field of *archetype* that names an expected level."""
    means = archetype.get("means")
    by_type = ([means] if means is not None else []) + archetype.parts("shape")
    yield from ((part, kind.value) for part in by_type for kind in IndicatorType)
    yield from ((own, "level") for own in archetype.parts("indicators"))


def build_archetype(part: Part) -> Archetype:
    """Return the archetype of a *part* without problems."""
    points = part.get("points")
    dissent = part.get("alternative")
    return Archetype(
        key=part["key"],
        label=part["label"],
        description=part["description"],
        profile=build_profile(part),
        means={kind: part["means"][kind.value] for kind in IndicatorType},
        points=dict(points.values) if points is not None else {},
        unknown=part.get("unknown", Decimal(0)),
        unanswered=part.get("unanswered", Decimal(0)),
        grades=dict(part["grades"].values),
        shape=tuple(_point_shape(shape) for shape in part.parts("shape")),
        own=tuple(
            OwnLevel(own["indicator"], own["level"], own["reason"])
            for own in part.parts("indicators")
        ),
        spread=part.get("spread", Decimal("0.7")),
        overclaims=part.get("overclaims", Decimal("0.1")),
        provisional=part.get("provisional", False),
        dissent=Dissent(dissent["lower"], dissent["higher"]) if dissent else None,
    )


def _point_shape(part: Part) -> PointShape:
    levels = {
        kind: part[kind.value] for kind in IndicatorType if kind.value in part.values
    }
    return PointShape(part["point"], levels, part["reason"])


def build_link(part: Part) -> Link:
    """Return the link of a *part* without problems."""
    return Link(tuple(part["indicators"]), part["reason"])


def build_profile(part: Part) -> dict[str, tuple[str, ...]]:
    """Return fact -> values of the profile in *part*."""
    profile = part.get("profile")
    if profile is None:
        return {}
    return {fact: tuple(values) for fact, values in profile.values.items()}
