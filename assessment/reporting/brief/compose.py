"""Compose the two pages that every report begins with. Pure."""

from collections.abc import Iterable

from assessment.domain.findings import (
    Finding,
    FindingKind,
    balance_of,
    headlines,
)
from assessment.domain.framework import Scope
from assessment.domain.gaps import Gap, first_things
from assessment.domain.scoring import ScoreStatus
from assessment.reporting.brief.findings import told_finding
from assessment.reporting.brief.page import FirstThing, Measure, Summary, Told
from assessment.reporting.shapes.clearance import clearance_parts
from assessment.reporting.shapes.material import Material, country_name, kind_text
from assessment.reporting.shapes.parts import Score
from assessment.reporting.shapes.scores import (
    bar_of,
    difference,
    overall_score,
    steps_of,
)
from assessment.reporting.shapes.wording import Wording

ROOM, TIGHT_ROOM = 36, 45
"""Lines of findings and first things that the title page holds, in its usual type and in
the smaller one; beyond, lines stand closer, too."""

_PAGE, _COLUMN, _NARROW, _CRITICAL = 108, 42, 20, 12
"""Characters to a line: of the page, of a column of the table; the mark "critical"."""


def compose_summary(material: Material, subtitle: Wording) -> Summary:
    """Compose the title page; *subtitle* names the document."""
    score = overall_score(material)
    chosen = first_things(material.framework, material.gaps)
    voices = [f for f in material.findings if f.kind is FindingKind.DISAGREEMENT]
    doubt = told_finding(material, voices[0]) if voices else None
    findings = _findings(material)
    first = tuple(_first_thing(material, gap) for gap in chosen)
    lines = _lines((doubt,) if doubt else (), findings, first)
    return Summary(
        kind=kind_text(material),
        country=country_name(material, material.assessment),
        period=material.words.typed(material.assessment.period),
        subtitle=subtitle,
        notice=invented_notice(material),
        score=score,
        range=range_sentence(material, score),
        conclusion=_conclusion(material, score),
        bar=bar_of(material, material.card.overall),
        measures=_measures(material, score),
        doubt=doubt,
        findings=findings,
        first=first,
        cleared=cleared_line(material),
        is_tight=lines > ROOM,
        is_dense=lines > TIGHT_ROOM,
    )


def subtitle_of(material: Material, document: Wording) -> Wording:
    """Return what stands below the country: document, framework, edition."""
    words, framework = material.words, material.framework
    parts = [
        document,
        words.framework(framework.title),
        words.say("edition %(edition)s", edition=framework.edition),
    ]
    if material.assessment.scope is Scope.CORE:
        parts.append(
            words.count(
                "core round of %(num)s indicator, never compared with a full one",
                "core round of %(num)s indicators, never compared with a full one",
                len(framework.indicators),
            )
        )
    return words.join(parts, " · ")


def invented_notice(material: Material) -> Wording:
    """Return what is said about an invented country; empty for real ones."""
    if not material.assessment.is_training:
        return Wording("")
    return material.words.say(
        "For training only; it says nothing about any real country."
    )


def cleared_line(material: Material) -> Wording:
    """Return who answered and who allowed this to be handed on."""
    words, mine = material.words, material.assessment
    parts = []
    if mine.respondent:
        parts.append(
            words.say("Answered by %(name)s", name=words.typed(mine.respondent))
        )
    parts += clearance_parts(material)
    parts.append(
        words.say("made on %(date)s", date=material.texts.date(material.made_on.date()))
    )
    return words.join(parts, " · ")


def range_sentence(material: Material, score: Score) -> Wording:
    """Return the range of the whole and what it depends on."""
    overall, words = material.card.overall, material.words
    open_count = overall.applicable - overall.answered
    if not open_count:
        return words.say("nothing is open")
    if not overall.answered:
        return words.say("nothing is answered yet")
    return words.count(
        "%(span)s, with %(num)s answer open",
        "%(span)s, with %(num)s answers open",
        open_count,
        span=score.span,
    )


def _conclusion(material: Material, score: Score) -> Wording:
    """Return band and what decides it, in one sentence (of the findings' own figures)."""
    words, band = material.words, material.card.overall_band
    if band is None:
        return words.say("Nothing is answered yet, so there is no score.")
    kinds = {finding.kind: finding for finding in material.findings}
    if capped := band.capped_by:
        in_order = (gap.indicator for gap in material.gaps if gap.indicator in capped)
        first = next(in_order, capped[0])  # none is a gap where targets are that low
        told = words.count(
            "A critical indicator holds the result down: %(number)s %(what)s.",
            "%(num)s critical indicators hold the result down, first of all %(number)s "
            "%(what)s.",
            len(capped),
            number=material.number(first),
            what=material.title(first),
        )
    elif FindingKind.LAW_AHEAD in kinds and material.card.law_practice_gap:
        told = _law_sentence(material, score)
    elif FindingKind.EXTREMES in kinds:
        worst, best = kinds[FindingKind.EXTREMES].points
        told = words.say(
            "Strongest in %(best)s, weakest in %(worst)s.",
            best=material.point_title(best),
            worst=material.point_title(worst),
        )
    else:
        told = words.framework(material.framework.bands_by_key[band.band].meaning)
    return words.say("%(band)s. %(sentence)s", band=score.band, sentence=told)


def _law_sentence(material: Material, score: Score) -> Wording:
    if material.card.law_practice_gap and material.card.law_practice_gap > 0:
        return material.words.say(
            "The law stands at %(law)s, what is done at %(practice)s.",
            law=str(score.law),
            practice=str(score.practice),
        )
    return material.words.say(
        "What is done stands at %(practice)s, the law at %(law)s.",
        law=str(score.law),
        practice=str(score.practice),
    )


def _measures(material: Material, score: Score) -> tuple[Measure, ...]:
    words = material.words
    return (
        Measure(
            words.say("Backed by evidence"), score.evidenced, _evidenced_note(material)
        ),
        Measure(
            words.say("Law and plans"), score.law, words.say("laws, plans, bodies")
        ),
        Measure(
            words.say("Practice and results"), score.practice, practice_note(material)
        ),
        Measure(
            words.say("Answered"),
            score.answered,
            _open_note(material),
        ),
    )


def _evidenced_note(material: Material) -> Wording:
    overall, words = material.card.overall, material.words
    less = difference(overall.score, overall.evidenced, material.scale)
    if less is None:
        return Wording("")
    if not less:
        return words.say("all of what is claimed")
    return words.say("%(less)s below the claim", less=material.score(less))


def practice_note(material: Material) -> Wording:
    """Return how far practice is from the law, of the two figures as printed (rule 9)."""
    words = material.words
    balance = balance_of(material.card, material.framework.indicators)
    gap = difference(balance.law, balance.practice, material.scale)
    if gap is None:
        return Wording("")
    if not gap:
        return words.say("level with the law")
    points = material.score(abs(gap))
    if gap > 0:
        return words.say("%(points)s behind the law", points=points)
    return words.say("%(points)s ahead of the law", points=points)


def _open_note(material: Material) -> Wording:
    words = material.words
    counts = {
        status: sum(score.status is status for score in material.card.indicators)
        for status in ScoreStatus
    }
    told = []
    if unknown := counts[ScoreStatus.UNKNOWN]:
        told.append(words.count("%(num)s not known", "%(num)s not known", unknown))
    if missing := counts[ScoreStatus.UNANSWERED]:
        told.append(
            words.count("%(num)s not answered", "%(num)s not answered", missing)
        )
    return words.join(told) if told else words.say("everything that applies")


def _findings(material: Material) -> tuple[Told, ...]:
    told: Iterable[Finding] = headlines(material.findings)
    return tuple(told_finding(material, finding) for finding in told)


def _first_thing(material: Material, gap: Gap) -> FirstThing:
    indicator = material.framework.indicators_by_key[gap.indicator]
    words = material.words
    step, *others = steps_of(material, gap)
    missing, action, more = step.missing, step.action, Wording("")
    if gap.is_open:
        missing = words.framework(indicator.question)
        action = words.say("First find out: nobody has an answer yet.")
    elif others:
        more = words.count(
            "and %(num)s more step", "and %(num)s more steps", len(others)
        )
    return FirstThing(
        key=gap.indicator,
        number=material.number(gap.indicator),
        title=material.title(gap.indicator),
        is_critical=indicator.critical,
        missing=missing,
        action=action,
        owner=material.sector(indicator.lead) if gap.is_open else step.owner,
        effort=Wording("") if gap.is_open else step.effort,
        more=more,
        planned=Wording("") if gap.is_open else step.planned,
    )


def _lines(
    doubts: tuple[Told, ...], findings: tuple[Told, ...], first: tuple[FirstThing, ...]
) -> int:
    """Return about how many lines the lower part of the title page needs."""
    told = sum(_rows(len(f.lead) + len(f.text), _PAGE) for f in (*doubts, *findings))
    told += len(doubts)  # its frame
    rows = sum(
        max(
            _rows(len(thing.title) + _CRITICAL * thing.is_critical, _COLUMN)
            + _rows(len(thing.missing), _COLUMN),
            _rows(len(thing.action), _COLUMN) + bool(thing.more),
            _rows(len(thing.owner), _NARROW)
            + _rows(len(thing.effort), _NARROW)
            + _rows(len(thing.planned), _NARROW),
        )
        for thing in first
    )
    return told + rows


def _rows(characters: int, width: int) -> int:
    return -(-characters // width)
