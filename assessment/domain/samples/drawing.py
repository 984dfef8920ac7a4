"""Draw a whole invented country (DESIGN 2 "Trainer", 5 "Training data").

Answers hang together as they do in life: a country that is good at one thing tends to be
good at others, law runs ahead of practice by as much as the archetype says, points have
their own strengths, and only what is really there can be shown on paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from assessment.domain.answers import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentKind,
    Clearance,
    PlanItem,
    PlanStatus,
    Profile,
    Subject,
)
from assessment.domain.framework import (
    Archetype,
    Criterion,
    Effort,
    Framework,
    Indicator,
    IndicatorType,
)
from assessment.domain.gaps import Gap, GapKind, find_gaps
from assessment.domain.profile import is_applicable, is_criterion_applicable
from assessment.domain.samples.backing import backed_answer
from assessment.domain.samples.dice import Dice
from assessment.domain.samples.fitting import with_fitting_figures
from assessment.domain.samples.phrases import (
    CLEARED_AS,
    CLEARED_BY,
    NOTES_UNKNOWN,
    RESPONDENT,
    SampleWords,
)
from assessment.domain.samples.setting import SampleDraw, Setting
from assessment.domain.scoring import score_assessment

COUNTRY_SPREAD, POINT_SPREAD, TYPE_SPREAD = 0.1, 0.25, 0.1
"""Standard deviations, in levels: what all indicators of a country share, those of a
point, those of a type. The rest is the archetype's own spread.

Chosen so that countries of one archetype differ, yet are told apart from those of another.
"""

STAND_OUT_SPREAD = 0.25
"""The rest for indicators that an archetype names: they show what its description says."""

LINKED = 0.92
"""How much of the rest linked indicators share, as a correlation."""

OPEN_BY_TYPE = {
    IndicatorType.STRUCTURE: 0.5,
    IndicatorType.PROCESS: 1.0,
    IndicatorType.OUTCOME: 1.8,
}
"""How much likelier than on average a question stays open: results are known least."""

AHEAD = 0.06
"""How often a criterion well above the level is met already."""

PLANNED_ACTIONS = 6


def draw_sample(
    framework: Framework,
    archetype: Archetype,
    draw: SampleDraw,
    words: SampleWords | None = None,
) -> Assessment:
    """Return an invented country of *archetype*: kind training, never provisional.

    "Never provisional" has one exception: an archetype that is about that.

    It depends on the framework's key and edition, the archetype's key, and *draw*; on no
    clock, no hash order and no platform. Words change with the language, answers do not.
    """
    setting = Setting(framework, archetype, draw, words or SampleWords())
    say = setting.words.message
    cleared_on = date(setting.year, 12, setting.dice.for_("cleared").whole(4, 20))
    assessment = Assessment(
        framework=framework.key,
        edition=framework.edition,
        subject=Subject(draw.code, draw.name),
        kind=AssessmentKind.TRAINING,
        period=draw.period,
        respondent=say(RESPONDENT),
        language=draw.language,
        profile=dict(archetype.profile),
        answers=_answers(setting),
        clearance=Clearance(say(CLEARED_BY), say(CLEARED_AS), cleared_on)
        if draw.cleared
        else None,
    )
    return replace(assessment, plan=_plan(setting, assessment))


def keep_open(
    framework: Framework, asked: int, wanted: Iterable[tuple[float, str]]
) -> frozenset[str]:
    """Return which questions stay open so that the result is not provisional (rule 6).

    Args:
        framework: Gives the minimum coverage.
        asked: Number of applicable indicators.
        wanted: Urgency (lowest first) and key of those that could stay open.
    """
    allowed = int(asked * (1 - framework.scoring.minimum_coverage))
    return frozenset(key for _, key in sorted(wanted)[:allowed])


def _answers(setting: Setting) -> dict[str, Answer]:
    profile = setting.archetype.profile
    asked = [i for i in setting.framework.indicators if is_applicable(i, profile)]
    unknown, unanswered = _open_questions(setting, asked)
    answers: dict[str, Answer] = {}
    for indicator in asked:
        dice = setting.dice.for_("indicator", indicator.key)
        if indicator.key in unknown:
            note = dice.pick(NOTES_UNKNOWN) if dice.chance(0.5) else ""
            said = setting.words.message(note) if note else ""
            answers[indicator.key] = Answer(AnswerStatus.UNKNOWN, note=said)
        elif indicator.key not in unanswered:
            latent = _expected_level(setting, indicator) + _own_part(setting, indicator)
            met = _criteria_met(indicator, profile, latent, dice)
            answer = backed_answer(setting, indicator, met, dice)
            answers[indicator.key] = with_fitting_figures(setting, indicator, answer)
    return answers


def _expected_level(setting: Setting, indicator: Indicator) -> float:
    """Return the level to expect: the archetype's, moved by what indicators share."""
    archetype, dice = setting.archetype, setting.dice
    return (
        float(archetype.expected_level(indicator))
        + dice.for_("country").bell(COUNTRY_SPREAD)
        + dice.for_("point", indicator.point).bell(POINT_SPREAD)
        + dice.for_("type", indicator.type.value).bell(TYPE_SPREAD)
    )


def _own_part(setting: Setting, indicator: Indicator) -> float:
    """Return how far *indicator* lies from what is expected, in levels.

    Linked indicators share most of it: where there are no workers there is no service.
    """
    archetype = setting.archetype
    own = setting.dice.for_("indicator", indicator.key, "own")
    if any(stands_out.indicator == indicator.key for stands_out in archetype.own):
        return own.bell(STAND_OUT_SPREAD)
    spread = float(archetype.spread)
    for place, link in enumerate(setting.framework.linked):
        if indicator.key in link.indicators:
            shared = setting.dice.for_("link", place).bell(spread)
            apart = (1 - LINKED**2) ** 0.5
            return LINKED * shared + own.bell(spread * apart)
    return own.bell(spread)


def _criteria_met(
    indicator: Indicator, profile: Profile, latent: float, dice: Dice
) -> frozenset[str]:
    """Tick rung by rung: all up to the level, part of the next, now and then one ahead."""
    level = int(max(0.0, latent + 0.5))
    closeness = min(1.0, max(0.0, latent + 0.5 - level))
    met: set[str] = set()
    for rung in indicator.ladder:
        asked = [c.key for c in rung.criteria if is_criterion_applicable(c, profile)]
        if rung.level <= level:
            met.update(asked)
            continue
        chance = 0.7 * closeness if rung.level == level + 1 else AHEAD
        ticked = [key for key in asked if dice.chance(chance)]
        if rung.level == level + 1 and len(ticked) == len(asked):
            ticked = ticked[:-1]  # else the level would be another one
        met.update(ticked)
    return frozenset(met)


def _open_questions(
    setting: Setting, asked: Sequence[Indicator]
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys answered "we do not know", and those left unanswered."""
    share = float(setting.archetype.unknown), float(setting.archetype.unanswered)
    unknown, unanswered = [], []
    stand_out = {own.indicator for own in setting.archetype.own}
    for indicator in asked:
        if indicator.key in stand_out:
            continue  # what the description names is known
        drawn = setting.dice.for_("open", indicator.key).share()
        factor = OPEN_BY_TYPE[indicator.type] * (0.4 if indicator.critical else 1.0)
        if drawn < share[0] * factor:
            unknown.append((drawn, indicator.key))
        elif drawn < sum(share) * factor:
            unanswered.append((drawn, indicator.key))
    wanted = unknown + unanswered
    kept = keep_open(setting.framework, len(asked), wanted)
    if setting.archetype.provisional:
        kept = frozenset(key for _, key in wanted)
    return (
        frozenset(key for _, key in unknown) & kept,
        frozenset(key for _, key in unanswered) & kept,
    )


def _plan(setting: Setting, assessment: Assessment) -> tuple[PlanItem, ...]:
    """Return a step-up plan for the widest gaps: one action each, the next step first."""
    framework = setting.framework
    gaps = find_gaps(framework, assessment, score_assessment(framework, assessment))
    chosen = [
        gap
        for gap in gaps
        if gap.kind in {GapKind.CRITICAL, GapKind.BELOW_TARGET} and gap.next_steps
    ]
    return tuple(_plan_item(setting, gap) for gap in chosen[:PLANNED_ACTIONS])


def _plan_item(setting: Setting, gap: Gap) -> PlanItem:
    dice = setting.dice.for_("plan", gap.indicator)
    indicator = setting.framework.indicators_by_key[gap.indicator]
    wanted = gap.next_steps[0]
    criterion = next(c for c in indicator.criteria() if c.key == wanted)
    sector = setting.framework.sectors_by_key.get(criterion.owner)
    return PlanItem(
        indicator=gap.indicator,
        criterion=wanted,
        owner=setting.words.framework(sector.label) if sector else "",
        due=_due(criterion, setting.year),
        status=PlanStatus.STARTED if dice.chance(0.3) else PlanStatus.PLANNED,
    )


def _due(criterion: Criterion, year: int) -> date:
    """Return a date that suits the effort: laws take longest."""
    match criterion.effort:
        case Effort.QUICK:
            return date(year + 1, 6, 30)
        case Effort.BUDGET:
            return date(year + 1, 12, 31)
        case Effort.LAW:
            return date(year + 2, 6, 30)
