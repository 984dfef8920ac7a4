"""What stands behind an invented answer: grade, documents, figures and a note."""

from decimal import Decimal

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    EvidenceItem,
    FigureEntry,
)
from assessment.domain.framework import EvidenceGrade, Figure, Framework, Indicator
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.phrases import (
    NOTES_AHEAD,
    NOTES_HIGH,
    NOTES_LOW,
    NOTES_MIDDLE,
    OFFICIAL_DOCUMENTS,
    PUBLIC_DOCUMENTS,
    STATEMENTS,
)
from assessment.domain.samples.setting import Setting
from assessment.domain.scoring import criteria_ahead, level_reached

NOTHING_TO_SHOW = 3.0
"""How much more often than usual there is no document where nothing is in place."""

FEWEST_PEOPLE = 5
"""Smaller counts of people are given as "<5" (None), zero excepted."""

SPANS = {
    "hours": (2, 72),
    "days": (3, 120),
    "months": (1, 24),
    "years": (1, 12),
    "meetings": (1, 12),
    "languages": (2, 9),
    "national currency": (20, 400),
    "per": (8, 90),
    "others": (0, 40),
}
"""Unit -> usual lowest and highest number, where the unit alone tells."""


def backed_answer(
    setting: Setting, indicator: Indicator, met: frozenset[str], dice: Dice
) -> Answer:
    """Return the answer that says *met*, with all that would come with it."""
    level = level_reached(indicator, met, setting.archetype.profile)
    grade = draw_grade(setting, level, dice)
    if _published(indicator, met):
        grade = _public_grade(setting.framework)
    return Answer(
        AnswerStatus.ANSWERED,
        met=met,
        grade=grade.grade,
        evidence=_documents(setting, indicator, grade, dice),
        figures=_figures(setting, indicator, level, dice),
        note=_note(setting, indicator, met, dice),
    )


def draw_grade(setting: Setting, level: int, dice: Dice) -> EvidenceGrade:
    """Return an evidence grade: one that supports *level*, or now and then a claim.

    How often more is claimed than shown is the archetype's to say.
    """
    known = setting.framework.grades_by_letter
    frequency = {g: float(w) for g, w in setting.archetype.grades.items() if w}
    supporting: dict[str, float] = {}
    weaker: dict[str, float] = {}
    for letter, weight in frequency.items():
        cap = known[letter].cap
        (weaker if cap is not None and cap < level else supporting)[letter] = weight
    claims_more = dice.chance(float(setting.archetype.overclaims))
    weights = weaker if weaker and (claims_more or not supporting) else supporting
    last = setting.framework.grades[-1].grade
    if level == 0 and last in weights:
        weights[last] *= NOTHING_TO_SHOW
    return known[dice.weighted(weights)]


def _published(indicator: Indicator, met: frozenset[str]) -> bool:
    """Whether something is said to be met that cannot be so without publication."""
    return any(c.needs_public for c in indicator.criteria() if c.key in met)


def _public_grade(framework: Framework) -> EvidenceGrade:
    return next((g for g in framework.grades if g.public), framework.grades[0])


def _documents(
    setting: Setting, indicator: Indicator, grade: EvidenceGrade, dice: Dice
) -> tuple[EvidenceItem, ...]:
    """Return the documents a grade stands for; none for the weakest grade."""
    grades = setting.framework.grades
    if grade is grades[-1]:
        return ()
    is_public = grade is _public_grade(setting.framework)
    named = indicator.evidence or (indicator.title,)
    first, wanted = dice.whole(0, len(named) - 1), 1
    templates: tuple[str, ...] = STATEMENTS
    if grade.cap is None:
        templates = PUBLIC_DOCUMENTS if is_public else OFFICIAL_DOCUMENTS
        wanted = min(len(named), dice.whole(1, 2))
    return tuple(
        _document(
            setting,
            indicator,
            (dice.pick(templates), named[(first + place) % len(named)]),
            dice,
            is_public=is_public,
        )
        for place in range(wanted)
    )


def _document(
    setting: Setting,
    indicator: Indicator,
    wording: tuple[str, str],
    dice: Dice,
    *,
    is_public: bool,
) -> EvidenceItem:
    template, document = wording
    sector = setting.framework.sectors_by_key[indicator.lead]
    number = dice.whole(11, 480)
    title = setting.words.message(template) % {
        "document": setting.words.framework(document).rstrip("."),
        "sector": setting.words.framework(sector.label),
        "number": number,
    }
    year, month, day = setting.year - dice.whole(0, 2), dice.whole(1, 12), 28
    code = setting.draw.code.lower()
    return EvidenceItem(
        title=title,
        link=f"https://example.org/{code}/{year}/{number}" if is_public else "",
        date=f"{year:04}-{month:02}-{dice.whole(1, day):02}",
        page=str(dice.whole(2, 90)) if dice.chance(0.5) else "",
    )


def _figures(
    setting: Setting, indicator: Indicator, level: int, dice: Dice
) -> tuple[FigureEntry, ...]:
    """Return some of the figures asked for: the more is in place, the more is counted."""
    attained = level / setting.framework.top_level
    entries: dict[str, FigureEntry] = {}
    for figure in indicator.figures:
        year = setting.year - dice.whole(0, 1)
        if dice.chance(0.25 + 0.6 * attained):
            number = _number(setting, figure, attained, dice)
            entries[figure.key] = FigureEntry(figure.key, number, year)
    for figure in indicator.figures:
        bound = entries.get(figure.at_most)
        if figure.key in entries and bound is not None:
            entries[figure.key] = _bounded(figure, entries[figure.key], bound, dice)
    return tuple(entries.values())


def _bounded(
    figure: Figure, entry: FigureEntry, bound: FigureEntry, dice: Dice
) -> FigureEntry:
    """Return *entry* of the year of *bound* and not above it: spent is part of voted."""
    value = entry.value
    if bound.value is None or value is None:
        value = bound.value
    elif value > bound.value:
        part = Decimal(dice.whole(55, 98)) / 100
        value = (bound.value * part).to_integral_value()
    if figure.counts_people and value is not None and 0 < value < FEWEST_PEOPLE:
        value = None
    return FigureEntry(entry.key, value, bound.year)


def _number(
    setting: Setting, figure: Figure, attained: float, dice: Dice
) -> Decimal | None:
    """Return a number that suits the unit; shares follow the level *attained* (0 to 1)."""
    size = 2 ** setting.dice.for_("size").whole(0, 5)
    if figure.counts_people:
        number = dice.whole(0, 40) * size
        return None if 0 < number < FEWEST_PEOPLE else Decimal(number)
    if figure.unit == "%":
        share = 0.1 + 0.8 * attained + dice.bell(0.08)
        return Decimal(int(100 * min(1.0, max(0.0, share))))
    low, high = _span(figure.unit, setting.year)
    scale = size * 1000 if "currency" in figure.unit else 1
    return Decimal(dice.whole(low, high) * scale)


def _span(unit: str, year: int) -> tuple[int, int]:
    """Return the usual lowest and highest number of *unit*."""
    if unit == "year":
        return year - 6, year - 1
    if " per " in unit:
        return SPANS["per"]
    return SPANS.get(unit, SPANS["others"])


def _note(
    setting: Setting, indicator: Indicator, met: frozenset[str], dice: Dice
) -> str:
    if not dice.chance(0.3):
        return ""
    profile = setting.archetype.profile
    level = level_reached(indicator, met, profile)
    notes: tuple[str, ...] = NOTES_LOW if level <= 1 else NOTES_MIDDLE
    if level == setting.framework.top_level:
        notes = NOTES_HIGH
    elif criteria_ahead(indicator, met, profile, level=level):
        notes = NOTES_AHEAD
    return setting.words.message(dice.pick(notes))
