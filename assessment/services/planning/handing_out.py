"""Hand a step-up plan out: as a workbook, and its days for a calendar."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.answers import Assessment, PlanStatus
from assessment.domain.framework import Effort, Framework
from assessment.domain.plan.standing import (
    STATUS_WORDS,
    PlannedStep,
    by_date,
    counts_of,
    planned_steps,
)
from assessment.domain.plan.table import TargetRow, same_thing, target_rows
from assessment.domain.scoring import score_assessment
from assessment.errors import N_
from assessment.tabular.plan_calendar import PlanDay, plan_to_calendar
from assessment.tabular.word_book import Sheet, Value, WordBook, word_book_to_xlsx
from assessment.texts import Texts, texts_in

EFFORT_WORDS = {
    Effort.QUICK: N_("existing means"),
    Effort.BUDGET: N_("needs money"),
    Effort.LAW: N_("law or cabinet decision"),
}
_WATERMARK = N_("Exercise: this country is invented. Do not quote these figures.")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A plan to hand out: whose, in which language, on which day."""

    framework: Framework
    assessment: Assessment
    language: str
    made_on: datetime

    @property
    def texts(self) -> Texts:
        """The words of its language."""
        return texts_in(self.language)

    @property
    def scoped(self) -> Framework:
        """The framework as far as the round asks it."""
        return self.framework.in_scope(self.assessment.scope)

    @property
    def steps(self) -> tuple[PlannedStep, ...]:
        """The actions, the earliest day first."""
        today = self.made_on.date()
        return by_date(planned_steps(self.scoped, self.assessment, today))

    @property
    def title(self) -> str:
        """What file and calendar are called."""
        subject = self.assessment.subject
        return self.texts.gettext(
            "Step-up plan, %(country)s %(period)s",
            country=self.texts.country(subject.code, subject.name),
            period=self.assessment.period,
        )


def plan_workbook(order: HandedOut) -> bytes:
    """Return the plan as an Excel workbook: actions, targets, about."""
    texts = order.texts
    is_training = order.assessment.is_training
    return word_book_to_xlsx(
        WordBook(
            sheets=(_actions(order), _targets(order), _about(order)),
            title=order.title,
            direction=texts.direction,
            watermark=texts.gettext(_WATERMARK) if is_training else "",
        )
    )


def plan_calendar(order: HandedOut) -> bytes:
    """Return the days of the plan as a calendar; what is declined has none.

    Notes stay out: a calendar travels further than the plan it comes from.
    """
    days = [
        _day(order, step)
        for step in order.steps
        if step.item.due is not None and not step.is_declined
    ]
    return plan_to_calendar(days, name=order.title, made_on=order.made_on)


def _actions(order: HandedOut) -> Sheet:
    words = order.texts.gettext
    return Sheet(
        title=words("Step-up plan"),
        columns=(
            *(words("Number"), words("Indicator"), words("What will then be true")),
            *(words("Action"), words("Body in charge"), words("Until when")),
            *(words("How far it is"), words("Remark"), words("What it takes")),
            *(
                words("Note"),
                words("Key of the indicator"),
                words("Key of the criterion"),
            ),
        ),
        widths=(8, 28, 44, 44, 26, 12, 16, 24, 20, 40, 22, 22),
        rows=tuple(_action(order, step) for step in order.steps),
    )


def _action(order: HandedOut, step: PlannedStep) -> tuple[Value, ...]:
    texts, item = order.texts, step.item
    return (
        order.scoped.numbers[step.indicator.key],
        texts.framework(step.indicator.title),
        texts.framework(step.criterion.text),
        item.wording or texts.framework(step.criterion.action),
        _owner(order, step),
        item.due,
        texts.gettext(STATUS_WORDS[item.status]),
        _remark(step, texts),
        texts.gettext(EFFORT_WORDS[step.criterion.effort]),
        item.note,
        item.indicator,
        item.criterion,
    )


def _owner(order: HandedOut, step: PlannedStep) -> str:
    sector = order.scoped.sectors_by_key[step.owner_sector]
    return step.item.owner or order.texts.framework(sector.label)


def _remark(step: PlannedStep, texts: Texts) -> str:
    if step.is_late:
        return texts.gettext("past its day")
    if step.is_met_meanwhile:
        return texts.gettext("met meanwhile")
    if step.is_done_unseen:
        return texts.gettext("done, but not ticked yet")
    return (
        "" if step.is_applicable else texts.gettext("no longer asked of this country")
    )


def _targets(order: HandedOut) -> Sheet:
    words = order.texts.gettext
    card = score_assessment(order.framework, order.assessment)
    return Sheet(
        title=words("Targets"),
        columns=(
            *(words("Number"), words("Indicator"), words("Level now"), words("Target")),
            *(words("Whose target"), words("Why"), words("Gap")),
            words("Key of the indicator"),
        ),
        widths=(8, 44, 10, 10, 20, 50, 10, 24),
        rows=tuple(
            _target(order, row)
            for row in target_rows(order.scoped, order.assessment, card)
        ),
    )


def _target(order: HandedOut, row: TargetRow) -> tuple[Value, ...]:
    texts = order.texts
    own, standard = N_("the country's own"), N_("the framework's")
    return (
        order.scoped.numbers[row.indicator.key],
        texts.framework(row.indicator.title),
        texts.gettext("open") if row.level is None else row.level,
        row.target,
        texts.gettext(own if row.is_own else standard),
        row.reason,
        texts.gettext("yes") if row.is_gap else texts.gettext("no"),
        row.indicator.key,
    )


def _about(order: HandedOut) -> Sheet:
    texts, assessment, counts = order.texts, order.assessment, counts_of(order.steps)
    words = texts.gettext
    subject = assessment.subject
    facts: list[tuple[str, Value]] = [
        (words("Country"), texts.country(subject.code, subject.name)),
        (words("Year, or years"), assessment.period),
        (words("Who answers"), assessment.respondent),
        (words("Framework"), texts.framework(order.framework.title)),
        (words("Edition"), assessment.edition),
        (words("Made on"), texts.datetime(order.made_on)),
        (words("Actions committed to"), counts.committed),
        (words("of them done"), counts.done),
        (words("of them met meanwhile"), counts.met),
        (words("of them past their day"), counts.late),
        (words("Actions declined"), counts.declined),
        (words("Scores"), texts.framework(order.framework.disclaimer)),
    ]
    if assessment.is_training:
        facts.insert(0, (words("Exercise"), words(_WATERMARK)))
    columns = (words("What"), words("Which"))
    return Sheet(words("About"), columns, (28, 60), tuple(facts))


def _day(order: HandedOut, step: PlannedStep) -> PlanDay:
    texts, item = order.texts, step.item
    assert item.due is not None
    action = item.wording or texts.framework(step.criterion.action)
    number = order.scoped.numbers[step.indicator.key]
    lines = [
        texts.gettext(
            "To come true: %(goal)s", goal=texts.framework(step.criterion.text)
        ),
        f"{number} {texts.framework(step.indicator.title)}",
        texts.gettext("In charge: %(owner)s", owner=_owner(order, step)),
        texts.gettext(
            "How far it is: %(state)s", state=texts.gettext(STATUS_WORDS[item.status])
        ),
    ]
    if order.assessment.is_training:
        lines.insert(0, texts.gettext(_WATERMARK))
    return PlanDay(
        same_thing=same_thing(order.assessment, step),
        day=item.due,
        summary=f"{number} {action}",
        description="\n".join(lines),
        is_done=step.is_met or item.status is PlanStatus.DONE,
    )
