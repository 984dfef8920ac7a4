"""Every route on PostgreSQL: pressed by each role and by strangers, in two states.

On SQLite the same is done in every state (tests/integration/web/test_every_door.py).
"""

import pytest

from assessment.domain.people.may import State
from tests.integration.web import test_every_door as doors
from tests.integration.web.test_every_door import (
    test_a_team_opens_to_its_members_and_to_administrators,
    test_beginning_is_for_coordinators_and_administering_for_administrators,
    test_whoever_is_not_signed_in_is_asked_to,
    walked,
)
from tests.web import Site

__all__ = [
    "test_a_team_opens_to_its_members_and_to_administrators",
    "test_beginning_is_for_coordinators_and_administering_for_administrators",
    "test_whoever_is_not_signed_in_is_asked_to",
    "walked",
]


@pytest.mark.parametrize("state", [State.DRAFT, State.PUBLISHED])
def test_an_assessment_opens_to_those_it_is_meant_for(
    walked: Site,
    state: State,
) -> None:
    doors.test_an_assessment_opens_to_those_it_is_meant_for(walked, state)


def test_a_foreign_draft_is_in_no_list_count_or_choice(
    walked: Site,
) -> None:
    doors.test_a_foreign_draft_is_in_no_list_count_or_choice(walked, State.DRAFT)
