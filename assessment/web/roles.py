"""What people may do here. Accounts with no stored role may change everything for now."""

from enum import IntEnum
from typing import Protocol

READER = "reader"
"""Name of the stored role of accounts that may look but not change."""


class Role(IntEnum):
    """What a person may do; each includes the ones before it."""

    ANYONE = 0
    SIGNED_IN = 1
    EDITOR = 2


class Person(Protocol):
    """Whoever visits, as Flask-Login knows them."""

    @property
    def is_authenticated(self) -> bool:
        """Whether somebody signed in."""
        ...

    def has_role(self, role: str) -> bool:
        """Return whether the account has a stored role."""
        ...


def role_of(person: Person) -> Role:
    """Return what *person* may do."""
    if not person.is_authenticated:
        return Role.ANYONE
    return Role.SIGNED_IN if person.has_role(READER) else Role.EDITOR
