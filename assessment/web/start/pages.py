"""Page object of the start page."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial

from markupsafe import Markup

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Framework, Scope
from assessment.domain.people.may import Action, Reach, Standing, may, teams_where
from assessment.domain.people.teams import Person, Team, TeamKind, TeamRole
from assessment.domain.records import AssessmentSummary, Shelf
from assessment.domain.wizard import ResultsStep, TaskListStep
from assessment.errors import N_
from assessment.services.assessments.reading import AssessmentList
from assessment.texts import Texts, report_languages
from assessment.web.countries import (
    CountryChoice,
    invented_countries,
    real_countries,
)
from assessment.web.frame import manage_url, stand_url, step_url
from assessment.web.guarding import GuardWarning
from assessment.web.language import OWN_NAMES, current_texts
from assessment.web.rendering import foreign_mark
from assessment.web.round_words import STATE_WORDS
from assessment.web.start.forms import NewAssessmentForm
from assessment.web.wizard.pages import FieldError

LINES_PER_PAGE = 50

KIND_WORDS = {
    AssessmentKind.GOVERNMENT: N_("Government"),
    AssessmentKind.ALTERNATIVE: N_("Alternative"),
    AssessmentKind.TRAINING: N_("Exercise"),
}


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """An assessment in the list.

    Attributes:
        team: Whose it is; empty for who is in one team only.
        dealt_with: Answered or unknown; None for who sees only a part of it.
        total: How many indicators it has; 0 when that is not known.
        state: How far the round is, in a word.
        stand: The page that says more of that.
        short_id: Tells it from another of the same country, year and respondent; empty
            where there is none on the page.
    """

    country: str
    period: str
    kind: str
    respondent: str
    team: str
    dealt_with: int | None
    total: int
    changed_at: datetime
    url: str
    results: str
    manage: str
    short_id: str
    may_manage: bool
    state: str
    stand: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The assessments, last changed first, a page at a time.

    Attributes:
        title: Of the framework that is asked here.
        summary: What it is about.
        edition: Which edition of it.
        may_create: Whether this person may begin one.
        may_exercise: Whether they may make exercises.
        may_add_voice: Whether they may begin alternative assessments.
        may_compare: Whether they see any assessment whole.
        may_be_asked: Whether parts may be asked of them.
        is_in_team: Whether they are in any team.
        is_administrator: Whether they look after the installation.
    """

    title: str
    summary: str
    edition: str
    foreign: Markup
    lines: tuple[AssessmentLine, ...]
    number: int
    pages: int
    put_away: int
    is_archive: bool
    may_create: bool = False
    may_exercise: bool = False
    may_add_voice: bool = False
    may_compare: bool = False
    may_be_asked: bool = False
    is_in_team: bool = True
    is_administrator: bool = False


def home_page(
    framework: Framework,
    found: AssessmentList,
    person: Person,
    shelf: Shelf,
    *,
    number: int,
    count_of: Callable[[AssessmentSummary], int],
) -> HomePage:
    """Work out page *number* of the start page.

    Args:
        framework: What is asked here now.
        found: The lines of that page, and how many there are.
        person: Who reads it.
        shelf: The list, or the archive.
        number: Of the page, from 1.
        count_of: How many indicators an assessment has; 0 when that is not known.
    """
    texts = current_texts()
    twins = Counter(_names(summary) for summary in found.lines)
    # Asked once for lines that are alike: most lists are those of one team.
    allowed = cache(partial(may, person))
    return HomePage(
        framework.title,
        framework.summary,
        framework.edition,
        foreign_mark(texts, framework),
        tuple(
            AssessmentLine(
                country=texts.country(summary.subject.code, summary.subject.name),
                period=summary.period,
                kind=KIND_WORDS[summary.kind],
                respondent=summary.respondent,
                team=_team_name(person, summary),
                dealt_with=summary.answered + summary.unknown
                if allowed(Action.SEE_WHOLE, _standing(summary))
                else None,
                total=count_of(summary),
                changed_at=summary.updated_at,
                url=step_url(summary.id, TaskListStep()),
                results=step_url(summary.id, ResultsStep()),
                manage=manage_url(summary.id),
                short_id=str(summary.id)[:8] if twins[_names(summary)] > 1 else "",
                may_manage=bool(allowed(Action.COPY, _standing(summary))),
                state=STATE_WORDS[summary.state],
                stand=stand_url(summary.id),
            )
            for summary in found.lines
        ),
        number,
        max(1, -(-found.total // LINES_PER_PAGE)),
        found.put_away,
        shelf is Shelf.ARCHIVE,
        may_create=any(
            may(person, Action.CREATE, Standing(team)) for team in person.roles
        ),
        may_add_voice=any(
            team.kind is not TeamKind.GOVERNMENT
            and may(person, Action.CREATE, Standing(team.id))
            for team in person.teams.values()
        ),
        may_exercise=any(
            team.kind is TeamKind.TRAINING
            and may(person, Action.CREATE, Standing(team.id))
            for team in person.teams.values()
        ),
        may_compare=bool(teams_where(person, Action.SEE_WHOLE, Reach.ALL)),
        may_be_asked=bool(person.teams_as(TeamRole.CONTRIBUTOR)),
        is_in_team=bool(person.roles),
        is_administrator=person.is_administrator,
    )


_SOMETHING = frozenset({""})
"""Whatever is on a contributor's list, something of it was asked of them."""


def _standing(summary: AssessmentSummary) -> Standing:
    return Standing(summary.team, summary.state, summary.visibility, asked=_SOMETHING)


def _team_name(person: Person, summary: AssessmentSummary) -> str:
    team = person.teams.get(summary.team)
    return team.name if team and len(person.teams) > 1 else ""


def _names(summary: AssessmentSummary) -> tuple[str, ...]:
    subject = summary.subject
    return (
        subject.code,
        subject.name,
        summary.period,
        summary.kind,
        summary.respondent,
    )


@dataclass(frozen=True, slots=True)
class NewPage:
    """The form that begins an assessment.

    Attributes:
        languages: Code and own name of those that reports are offered in.
        owners: The teams it may belong to.
        warning: What the guard has against the name of who answers.
    """

    form: NewAssessmentForm
    errors: tuple[FieldError, ...]
    full_count: int
    core_count: int
    real: tuple[CountryChoice, ...]
    invented: tuple[CountryChoice, ...]
    languages: tuple[tuple[str, str], ...]
    owners: tuple[Team, ...]
    warning: GuardWarning | None = None

    def wrong(self, field: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == field), "")


def new_page(
    form: NewAssessmentForm,
    framework: Framework,
    texts: Texts,
    owners: tuple[Team, ...],
) -> NewPage:
    """Work out the page that begins an assessment of *framework*."""
    core = framework.in_scope(Scope.CORE).indicators if framework.has_core else ()
    return NewPage(
        form=form,
        errors=tuple(
            FieldError(name, messages[0]) for name, messages in form.errors.items()
        ),
        full_count=len(framework.indicators),
        core_count=len(core),
        real=real_countries(texts.language),
        invented=invented_countries(texts.language),
        languages=tuple((code, OWN_NAMES[code]) for code in report_languages()),
        owners=owners,
    )
