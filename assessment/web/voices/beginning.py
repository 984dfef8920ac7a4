"""The page that begins an alternative assessment: its form and page object."""

from dataclasses import dataclass
from datetime import date

from flask import url_for
from wtforms import StringField
from wtforms.validators import ValidationError

from assessment.domain.answers import Assessment, AssessmentKind, Subject
from assessment.domain.framework import Framework, Scope
from assessment.domain.people.teams import Team, TeamKind
from assessment.domain.rounds.published import Published
from assessment.errors import N_
from assessment.services.voices.beginning import can_be_cleared
from assessment.texts import report_languages
from assessment.web.countries import (
    CountryChoice,
    invented_countries,
    real_countries,
)
from assessment.web.guarding import GuardWarning
from assessment.web.language import OWN_NAMES, current_texts
from assessment.web.person import current_person
from assessment.web.start.forms import NewAssessmentForm
from assessment.web.start.owners import possible_owners
from assessment.web.state import app_state
from assessment.web.typed import stripped
from assessment.web.wizard.pages import FieldError

OWN = "own"
"""What the choice sends that stands beside nothing."""


class VoiceForm(NewAssessmentForm):
    """What an alternative assessment needs before its first question."""

    beside = StringField(filters=[stripped])
    edition = StringField(filters=[stripped])

    def validate_kind(self, field: StringField) -> None:
        """Ask nothing: it is an alternative assessment."""

    def validate_year(self, field: StringField) -> None:
        """Ask for the year only where nothing published gives it."""
        if not self.stands_beside:
            super().validate_year(field)

    def validate_edition(self, field: StringField) -> None:
        """Accept the editions that are kept here."""
        known = {edition.edition for edition in self.meta.editions}
        if not self.stands_beside and field.data and field.data not in known:
            sentence = N_("Choose an edition from the list.")
            raise ValidationError(self.meta.texts.gettext(sentence))

    @property
    def stands_beside(self) -> bool:
        """Whether something published was chosen to stand beside."""
        return self.beside.data not in {"", OWN, None}

    def begun(self, framework: Framework, beside: Published | None) -> Assessment:
        """Return what is to be stored."""
        return Assessment(
            framework=framework.key,
            edition=framework.edition,
            subject=Subject(self.country.data),
            kind=AssessmentKind.ALTERNATIVE,
            scope=beside.scope if beside else Scope(self.scope.data),
            period=beside.period if beside else self.period,
            respondent=self.respondent.data,
            language=self.language.data,
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """Something published that it may stand beside."""

    code: str
    period: str
    respondent: str
    edition: str
    published_on: date
    is_core: bool


@dataclass(frozen=True, slots=True)
class VoicePage:
    """The form that begins an alternative assessment.

    Attributes:
        offered: What is published of the country chosen; empty before one is.
        has_looked: Whether a country was chosen and looked up.
        editions: Number of each edition that can be answered, the present one first.
        alone: Teams in which nobody else could clear it, and where people are invited.
        warning: What may be about somebody young in what was typed.
    """

    form: VoiceForm
    errors: tuple[FieldError, ...]
    offered: tuple[Offered, ...]
    has_looked: bool
    editions: tuple[str, ...]
    has_core: bool
    real: tuple[CountryChoice, ...]
    invented: tuple[CountryChoice, ...]
    languages: tuple[tuple[str, str], ...]
    owners: tuple[Team, ...]
    alone: tuple[tuple[Team, str], ...]
    warning: GuardWarning | None = None

    def wrong(self, field: str) -> str:
        """Return what is wrong with a field; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == field), "")


def voice_owners() -> tuple[Team, ...]:
    """Return the teams for which this person may begin alternatives, by name."""
    return tuple(
        team for team in possible_owners() if team.kind is not TeamKind.GOVERNMENT
    )


def voice_page(
    form: VoiceForm,
    published: tuple[Published, ...],
    editions: tuple[Framework, ...],
    owners: tuple[Team, ...],
) -> VoicePage:
    """Work out the page."""
    texts, store = current_texts(), app_state().store
    account = current_person().id
    any_country = any(team.kind is TeamKind.ORGANISATION for team in owners)
    return VoicePage(
        form=form,
        errors=tuple(FieldError(name, found[0]) for name, found in form.errors.items()),
        offered=tuple(_offered(each) for each in published),
        has_looked=bool(form.country.data),
        editions=tuple(edition.edition for edition in editions),
        has_core=editions[0].has_core,
        real=real_countries(texts.language) if any_country else (),
        invented=invented_countries(texts.language),
        languages=tuple((code, OWN_NAMES[code]) for code in report_languages()),
        owners=owners,
        alone=tuple(
            (team, url_for("invitations.of_team", team_id=team.id))
            for team in owners
            if not can_be_cleared(store, team.id, account)
        ),
    )


def _offered(published: Published) -> Offered:
    return Offered(
        published.code,
        published.period,
        published.respondent,
        published.edition.edition,
        published.publication.published_at.date(),
        published.scope is Scope.CORE,
    )
