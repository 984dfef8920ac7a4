"""Parts that were read and found sound become the frozen :class:`Framework`."""

from decimal import Decimal

from assessment.domain.framework import (
    Band,
    Citation,
    Condition,
    Criterion,
    Effort,
    EvidenceGrade,
    Example,
    ExampleAnswer,
    Fact,
    FactKind,
    FactOption,
    Figure,
    Framework,
    Indicator,
    IndicatorType,
    Instrument,
    LegalHook,
    Level,
    Point,
    Proof,
    Provenance,
    Recommendation,
    Rung,
    ScoringSettings,
    SdgTarget,
    Sector,
    Source,
    Term,
)
from assessment.errors import N_
from assessment.framework_file.archetypes import (
    build_archetype,
    build_link,
    build_profile,
)
from assessment.framework_file.review import (
    build_contradiction,
    build_review_settings,
)
from assessment.yaml_nodes.reading import Part

# Yes/no facts need no options in the file; these words are in the interface catalogue.
_YES_NO = (FactOption("yes", N_("Yes")), FactOption("no", N_("No")))

_ONE = Decimal(1)


def build_framework(root: Part, digest: str) -> Framework:
    """Return the framework of a file without problems."""
    header, scoring = root["framework"], root["scoring"]
    indicators = tuple(_indicator(part) for part in root["indicators"])
    return Framework(
        key=header["key"],
        edition=header["edition"],
        title=header["title"],
        publisher=header["publisher"],
        licence=header["licence"],
        language=header["language"],
        summary=header["summary"],
        disclaimer=header["disclaimer"],
        compatible=tuple(header.get("compatible", ())),
        levels=tuple(
            Level(part["level"], part["label"], part["score"]) for part in root["scale"]
        ),
        grades=_grades(root["evidence"]),
        bands=tuple(
            Band(part["key"], part["label"], part["from"], part.get("meaning", ""))
            for part in root["bands"]
        ),
        scoring=ScoringSettings(
            scoring["minimum_coverage"], scoring["default_target"], scoring["cap_band"]
        ),
        sectors=tuple(Sector(part["key"], part["label"]) for part in root["sectors"]),
        points=tuple(_point(part) for part in root["points"]),
        facts=tuple(_fact(part) for part in root.parts("profile")),
        indicators=indicators,
        sources=tuple(_source(part) for part in root["sources"]),
        recommendations=tuple(
            Recommendation(part["key"], part["text"], part["body"], _citations(part))
            for part in root.parts("recommendations")
        ),
        instruments=tuple(
            Instrument(part["key"], part["title"], part.get("treaty", ""))
            for part in root.parts("instruments")
        ),
        sdg_targets=tuple(
            SdgTarget(part["key"], part["title"]) for part in root.parts("sdg_targets")
        ),
        archetypes=tuple(build_archetype(part) for part in root.parts("archetypes")),
        linked=tuple(build_link(part) for part in root.parts("linked")),
        examples=tuple(_example(part, indicators) for part in root.parts("examples")),
        terms=tuple(_term(part) for part in root.parts("terms")),
        contradictions=tuple(
            build_contradiction(part) for part in root.parts("contradictions")
        ),
        review=build_review_settings(root.get("review")),
        digest=digest,
    )


def _grades(parts: list[Part]) -> tuple[EvidenceGrade, ...]:
    """Build the grades; the first is that of public documents unless one says so."""
    declared = any("public" in part.values for part in parts)
    return tuple(
        EvidenceGrade(
            part["grade"],
            part["label"],
            part["help"],
            part.get("cap"),
            public=part.get("public", False) if declared else place == 0,
        )
        for place, part in enumerate(parts)
    )


def _term(part: Part) -> Term:
    source = part["source"]
    return Term(
        key=part["key"],
        term=part["term"],
        forms=tuple(part.get("forms", (part["term"],))),
        definition=part["definition"],
        source=Citation(source["source"], source.get("at", "")),
    )


def _citations(part: Part, name: str = "sources") -> tuple[Citation, ...]:
    return tuple(Citation(c["source"], c.get("at", "")) for c in part.parts(name))


def _point(part: Part) -> Point:
    return Point(
        key=part["key"],
        title=part["title"],
        summary=part["summary"],
        provenance=Provenance(part["provenance"]),
        citations=_citations(part),
        weight=part.get("weight", _ONE),
        note=part.get("note", ""),
    )


def _source(part: Part) -> Source:
    return Source(
        code=part["code"],
        title=part["title"],
        date=part.get("date", ""),
        publisher=part.get("publisher", ""),
        seen=part.get("seen", ""),
        note=part.get("note", ""),
    )


def _fact(part: Part) -> Fact:
    kind = FactKind(part["kind"])
    options = tuple(FactOption(o["value"], o["label"]) for o in part.parts("options"))
    reasons = part.get("reasons")
    return Fact(
        key=part["key"],
        question=part["question"],
        kind=kind,
        options=_YES_NO if kind is FactKind.YES_NO else options,
        help=part.get("help", ""),
        reasons=dict(reasons.values) if reasons is not None else {},
        presentation_only=part.get("presentation_only", False),
    )


def _conditions(part: Part, name: str = "when") -> tuple[Condition, ...]:
    return tuple(
        Condition(c["fact"], tuple(c.get("in", ())) or (c.get("is") or c["has"],))
        for c in part.parts(name)
    )


def _criterion(part: Part, lead: str) -> Criterion:
    return Criterion(
        key=part["key"],
        text=part["text"],
        action=part["action"],
        effort=Effort(part["effort"]),
        owner=part.get("owner", lead),
        when=_conditions(part),
        needs_public="needs" in part.values,
        serves=tuple(part.get("serves", ())),
    )


def _indicator(part: Part) -> Indicator:
    lead = part["lead"]
    ladder = tuple(
        Rung(rung["rung"], tuple(_criterion(c, lead) for c in rung["criteria"]))
        for rung in part["ladder"]
    )
    proof, caps_below = part.get("proof"), part.get("caps_below", 1)
    return Indicator(
        key=part["key"],
        point=part["point"],
        title=part["title"],
        question=part["question"],
        why=part["why"],
        why_citations=_citations(part, "why_sources"),
        type=IndicatorType(part["type"]),
        lead=lead,
        ladder=ladder,
        core=part.get("core", False),
        critical=part.get("critical", False),
        caps_below=caps_below,
        flags_below=part.get("flags_below", min(caps_below + 1, len(ladder))),
        weight=part.get("weight", _ONE),
        target=part.get("target"),
        when=_conditions(part),
        urgent_when=_conditions(part, "urgent_when"),
        proof=Proof(proof["criterion"], proof["because"]) if proof else None,
        recommendations=tuple(part.get("recommendations", ())),
        figures=tuple(_figure(figure) for figure in part.parts("figures")),
        evidence=tuple(part.get("evidence", ())),
        mistakes=tuple(part.get("mistakes", ())),
        legal=tuple(
            LegalHook(hook["instrument"], hook["at"], hook.get("confirmed", False))
            for hook in part.parts("legal")
        ),
        sdg=tuple(part.get("sdg", ())),
        citations=_citations(part),
    )


def _figure(part: Part) -> Figure:
    return Figure(
        key=part["key"],
        label=part["label"],
        unit=part["unit"],
        help=part.get("help", ""),
        counts_people=part.get("counts_people", part.get("counts_children", False)),
        at_most=part.get("at_most", ""),
    )


def _example(part: Part, indicators: tuple[Indicator, ...]) -> Example:
    named: dict[str, Part] = {}
    if (answers := part.get("answers")) is not None:
        named = answers.values
    others = part.get("others")
    given = {
        indicator.key: _example_answer(answer, indicator)
        for indicator in indicators
        if (answer := named.get(indicator.key, others)) is not None
    }
    return Example(
        key=part["key"],
        title=part["title"],
        profile=build_profile(part),
        answers=given,
        expect=dict(part["expect"].values),
    )


def _example_answer(part: Part, indicator: Indicator) -> ExampleAnswer:
    if part.get("unknown"):
        return ExampleAnswer(unknown=True)
    met = tuple(part.get("met", ()))
    if "level" in part.values:
        met = tuple(
            criterion.key
            for rung in indicator.ladder
            if rung.level <= part["level"]
            for criterion in rung.criteria
        )
    return ExampleAnswer(met=met, grade=part.get("grade", ""))
