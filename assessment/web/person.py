"""Who asks, in this request."""

from flask_security import current_user

from assessment.domain.people.teams import VISITOR, Person
from assessment.services.people.access import person_of
from assessment.web.state import app_state


def current_person() -> Person:
    """Return who sent this request, with their teams and roles; no query of its own."""
    if not current_user.is_authenticated:
        return VISITOR
    person: Person | None = getattr(current_user, "person", None)
    if person is None:  # signed in within this request: the library's own account
        person = person_of(app_state().store, current_user.id)
    return person
