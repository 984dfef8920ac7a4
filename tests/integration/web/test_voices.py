"""Other voices beside an assessment: named, side by side, printed; nothing leaks."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from assessment.domain.answers import AssessmentKind
from assessment.domain.people.may import Visibility
from assessment.domain.people.teams import Team, TeamKind
from assessment.domain.people.teams import operator as the_operator
from assessment.domain.records import Actor, Stamp
from assessment.errors import AssessmentNotFoundError
from assessment.portable import write_assessment
from assessment.services.assessments.making import create_assessment
from assessment.services.people.access import person_of
from assessment.services.people.accounts import find_account
from assessment.services.replies.replying import Said, give_reply
from assessment.services.reports.kinds import ReportOrder, attachments_of
from assessment.services.reports.workshop import Asked
from assessment.services.rounds.moving import take_back
from assessment.services.rounds.publishing import change_visibility, withdraw
from assessment.services.samples.demo_people import DEMO_PEOPLE, ORGANISATION
from assessment.services.voices.beside import find_voices
from assessment.services.voices.ordering import NOBODY, with_voices
from assessment.web.reports.waiting import EXTENSION as WORKSHOP
from tests.builders import an_answer, an_assessment
from tests.databases import NOON, STAMP, counted_queries
from tests.integration.web.test_replies import words
from tests.teams import OURS, a_team, in_our_team
from tests.voices import a_voice, published
from tests.web import Site

MAY = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
NATIONAL = Team(UUID(int=0x60), "Team 0060", TeamKind.GOVERNMENT, "XS")


@pytest.fixture
def ours(site: Site) -> UUID:
    """Return the draft of our own team, about XS in 2026."""
    answers = {key: an_answer("c1") for key in site.framework.indicators_by_key}
    return site.begin({"coast": ("yes",)}, **answers)


def voice_of(site: Site, visibility: Visibility | None = Visibility.ALL, **given):
    in_our_team(site.store)
    fields = {"code": "XS"} | given
    return published(
        site.store,
        site.framework,
        a_voice(site.framework, **fields),
        ORGANISATION,
        visibility,
    )


def reply(site: Site, snapshot: UUID, indicator: str = "") -> None:
    a_team(site.store, NATIONAL.id, TeamKind.GOVERNMENT, "XS")
    said = Said(indicator, "Not so.", "Head of unit", NATIONAL)
    known = site.framework.indicators_by_key
    stamp = Stamp(Actor(None, "Mara"), NOON)
    give_reply(site.store, snapshot, said, known, stamp=stamp)


def coordinator(site: Site, who: str = "coordinator"):
    account = find_account(site.store, DEMO_PEOPLE[who].email)
    assert account is not None
    return person_of(site.store, account.id)


def ordered(site: Site, key: UUID, wanted: str = "", who: str = "coordinator"):
    stored = site.stored(key)
    order = ReportOrder(site.framework, stored.assessment, "en", MAY)
    return with_voices(site.store, order, stored, coordinator(site, who), wanted)


def test_the_results_name_what_others_published(site: Site, ours: UUID) -> None:
    client = site.signed_in()
    assert "How others see it" not in client.get(f"/assessments/{ours}/results/").text

    voice = voice_of(site)

    page = client.get(f"/assessments/{ours}/results/").text
    assert "How others see it" in page
    assert "Alternative · Network of NGOs · published on 4 May 2026" in words(page)
    assert f"/published/{voice.code}" in page
    assert f"report.pdf?beside={voice.code}" in page


@pytest.mark.parametrize(
    "given",
    [
        {"visibility": None},
        {"visibility": Visibility.NOTHING},
        {"period": "2025"},
        {"code": "XT"},
    ],
)
def test_nothing_else_is_named_and_nothing_tells_that_it_is_there(
    site: Site, ours: UUID, given: dict[str, object]
) -> None:
    voice_of(site, **given)

    client = site.signed_in()

    for place in ("results/", "results/voices"):
        page = client.get(f"/assessments/{ours}/{place}").text
        assert "Network of NGOs" not in page
    assert ordered(site, ours).alternative is None


def test_what_was_withdrawn_is_named_no_more(site: Site, ours: UUID) -> None:
    voice = voice_of(site)
    withdraw(site.store, voice.assessment, reason="Wrong.", stamp=STAMP)

    assert (
        "Network of NGOs"
        not in site.signed_in().get(f"/assessments/{ours}/results/").text
    )
    with pytest.raises(AssessmentNotFoundError):
        ordered(site, ours, voice.code)


def test_both_stand_side_by_side_with_what_was_replied(site: Site, ours: UUID) -> None:
    answers = {key: an_answer("c1") for key in site.framework.indicators_by_key}
    answers["data"] = an_answer("c1", "c2", "c3")
    voice = voice_of(site, answers=answers)
    reply(site, voice.id, "data")

    page = words(site.signed_in().get(f"/assessments/{ours}/results/voices").text)

    number = site.framework.numbers["data"]
    assert f"{number} Title of data replied to 1 3 +2" in page
    assert "3 indicators have the same level on both sides." in page


def test_where_only_bands_are_shown_no_level_is(site: Site, ours: UUID) -> None:
    voice = voice_of(site, Visibility.BANDS)

    page = words(site.signed_in().get(f"/assessments/{ours}/results/voices").text)

    assert "Only bands of it are shown to others." in page
    assert "same level" not in page
    assert "Difference" not in page
    assert ordered(site, ours).alternative is None
    with pytest.raises(AssessmentNotFoundError):
        ordered(site, ours, voice.code)


@pytest.mark.parametrize("visibility", [Visibility.WITHOUT_NOTES, Visibility.ALL])
def test_a_report_prints_the_published_alternative_as_far_as_it_is_shown(
    site: Site, ours: UUID, visibility: Visibility
) -> None:
    answers = {
        key: an_answer("c1", note="Seen by us.")
        for key in site.framework.indicators_by_key
    }
    voice = voice_of(site, visibility, answers=answers)
    reply(site, voice.id)

    order = ordered(site, ours)

    assert order.alternative is not None
    assert order.replies.code == voice.code
    _answers, other, replies = attachments_of(order)
    assert ("Seen by us." in other.text) == (visibility is Visibility.ALL)
    assert (other.text == voice.text) == (visibility is Visibility.ALL)
    assert "Not so." in replies.text
    assert ordered(site, ours, NOBODY).alternative is None


def test_a_report_of_the_alternative_prints_the_replies_to_it(site: Site) -> None:
    voice = voice_of(site)
    reply(site, voice.id)

    order = ordered(site, voice.assessment, who="ngo")

    assert order.alternative is None
    assert [said.text for said in order.replies.said] == ["Not so."]


def test_what_is_worked_on_again_has_no_replies_yet(site: Site) -> None:
    voice = voice_of(site)
    reply(site, voice.id)
    take_back(site.store, voice.assessment, reason="A correction.", stamp=STAMP)

    assert not ordered(site, voice.assessment, who="ngo").replies


def test_a_draft_of_ones_own_stands_beside_and_is_printed_when_asked_for(
    site: Site, ours: UUID
) -> None:
    draft = create_assessment(
        site.store,
        site.framework,
        a_voice(site.framework, code="XS", respondent="A second group"),
        stamp=STAMP,
        team=OURS,
    )
    page = words(site.signed_in().get(f"/assessments/{ours}/results/voices").text)
    assert "Alternative · A second group · a draft of your team" in page

    assert ordered(site, ours).alternative is None
    assert ordered(site, ours, str(draft.id)).alternative == draft.assessment


def test_a_draft_of_others_cannot_be_asked_for(site: Site, ours: UUID) -> None:
    in_our_team(site.store)
    hidden = create_assessment(
        site.store,
        site.framework,
        a_voice(site.framework, code="XS"),
        stamp=STAMP,
        team=ORGANISATION,
    )

    answer = site.signed_in().get(
        f"/assessments/{ours}/results/report.pdf?beside={hidden.id}"
    )

    assert answer.status_code == 404


def test_a_contributor_is_told_of_no_other_voice(site: Site, ours: UUID) -> None:
    voice_of(site)

    client = site.signed_in("contributor")

    assert client.get(f"/assessments/{ours}/results/voices").status_code in {403, 404}


def test_the_organisation_sees_what_the_government_published_beside_its_own(
    site: Site,
) -> None:
    voice = voice_of(site)
    mine = an_assessment(
        site.framework,
        {key: an_answer("c1") for key in site.framework.indicators_by_key},
        code="XS",
        kind=AssessmentKind.TRAINING,
        respondent="Coordinator of Samplia",
        profile={"coast": ("yes",)},
    )
    a_team(site.store, NATIONAL.id, TeamKind.GOVERNMENT, "XS")
    published(site.store, site.framework, mine, NATIONAL.id)

    page = words(
        site.signed_in("ngo").get(f"/assessments/{voice.assessment}/results/").text
    )

    assert "Exercise · Coordinator of Samplia · published on 4 May 2026" in page
    assert "Replies of the government to this assessment" in page
    assert "Gap report with it" not in page


def test_a_page_of_results_asks_no_more_for_twenty_voices(
    site: Site, ours: UUID
) -> None:
    person, stored = coordinator(site), site.stored(ours)
    with counted_queries(site.store.engine) as few:
        find_voices(site.store, stored, person)
    for number in range(3):
        voice_of(site, respondent=f"Group {number}")
    with counted_queries(site.store.engine) as many:
        assert len(find_voices(site.store, stored, person)) == 3

    assert len(few) == len(many) == 2


def test_less_is_printed_once_less_is_shown(site: Site, ours: UUID) -> None:
    voice = voice_of(site)
    change_visibility(
        site.store,
        voice.assessment,
        visibility=Visibility.SCORES,
        reason="Too early.",
        stamp=STAMP,
    )

    assert ordered(site, ours).alternative is None
    page = words(site.signed_in().get(f"/assessments/{ours}/results/voices").text)
    assert "4 indicators have the same level on both sides." in page


def test_whoever_works_on_the_machine_prints_the_same(site: Site, ours: UUID) -> None:
    voice = voice_of(site)
    stored = site.stored(ours)
    order = ReportOrder(site.framework, stored.assessment, "en", MAY)

    found = with_voices(site.store, order, stored, the_operator("root"))

    assert found.alternative is not None
    assert write_assessment(found.alternative, site.framework) == voice.text


class Workshop:
    """Keeps the order it was given, and makes nothing."""

    def __init__(self) -> None:
        self.order: ReportOrder | None = None

    def ask(self, order: ReportOrder) -> Asked:
        """Say that it is being made."""
        self.order = order
        return Asked()

    def close(self) -> None:
        """Have nothing to end."""


@pytest.mark.parametrize(
    ("visibility", "is_printed"),
    [
        (Visibility.ALL, True),
        (Visibility.WITHOUT_NOTES, True),
        (Visibility.SCORES, False),
    ],
)
def test_visitors_get_the_alternative_in_the_report_of_the_government(
    site: Site, visibility: Visibility, is_printed: bool
) -> None:
    voice = voice_of(site, visibility)
    reply(site, voice.id)
    mine = a_voice(site.framework, code="XS", kind=AssessmentKind.TRAINING)
    theirs = published(site.store, site.framework, mine, NATIONAL.id)
    workshop = site.app.extensions[WORKSHOP] = Workshop()

    for code in (theirs.code, voice.code):
        answer = site.client().get(f"/published/{code}/report.pdf")
        if code == voice.code and not is_printed:
            assert answer.status_code == 403
            continue
        assert answer.status_code == 303
        assert workshop.order is not None
        is_beside = workshop.order.alternative is not None
        assert is_beside == (is_printed and code == theirs.code)
        has_replies = is_printed or code == voice.code
        assert bool(workshop.order.replies) == has_replies
