"""Messages about replies and alternatives: to the team whose work is spoken of."""

from collections.abc import Iterable
from uuid import UUID

from assessment.domain.answers import AssessmentKind
from assessment.domain.framework import Framework
from assessment.domain.people.teams import Member, TeamRole
from assessment.domain.rounds.published import Published
from assessment.errors import N_
from assessment.services.people.teams import list_members
from assessment.services.replies.replying import Said
from assessment.services.voices.beside import own_publication
from assessment.services.voices.telling import teams_of_country
from assessment.web.addresses import address_for_messages
from assessment.web.frame import Opened
from assessment.web.language import speaking
from assessment.web.post import language_of, post
from assessment.web.rendering import render
from assessment.web.state import app_state


def tell_of_reply(published: Published, framework: Framework, said: Said) -> None:
    """Write to the coordinators of the team that was replied to."""
    indicator = framework.indicators_by_key.get(said.indicator)
    for member in _coordinators(published.team):
        with speaking(language_of(member)) as texts:
            body = render(
                "mail/replied.txt",
                team=said.team.name,
                country=texts.country(published.subject.code, published.subject.name),
                period=published.period,
                number=framework.numbers[indicator.key] if indicator else "",
                link=address_for_messages("replies.show", code=published.code),
            )
            post(member.email, N_("A government replied to your assessment"), body)


def tell_of_voice(work: Opened) -> None:
    """Write to the government teams of the country when an alternative was published.

    Not where nothing of it is shown: then nobody outside its team knows of it.
    """
    if work.stored.assessment.kind is not AssessmentKind.ALTERNATIVE:
        return
    published = own_publication(work.state.store, work.stored.id)
    if published is None:
        return
    subject = N_("An alternative assessment of your country was published")
    for team in teams_of_country(app_state().store, published.subject.code):
        for member in _coordinators(team.id):
            with speaking(language_of(member)) as texts:
                country = published.subject
                body = render(
                    "mail/voice_published.txt",
                    who=published.respondent,
                    country=texts.country(country.code, country.name),
                    period=published.period,
                    link=address_for_messages("replies.show", code=published.code),
                )
                post(member.email, subject, body)


def _coordinators(team: UUID) -> Iterable[Member]:
    members: tuple[Member, ...] = list_members(app_state().store, team)
    return [
        member
        for member in members
        if member.is_active and TeamRole.COORDINATOR in member.roles
    ]
