"""What the list of accounts shows."""

from dataclasses import dataclass

ACCOUNTS_PER_PAGE = 25
MOST_PAGES = 100_000
"""Beyond, an address is no page: databases count no further than they can."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account in the list.

    Attributes:
        is_oneself: Whether it is that of who reads the list.
    """

    id: int
    email: str
    name: str
    is_administrator: bool
    is_oneself: bool
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class DeactivatePage:
    """What deactivating an account leaves behind.

    Attributes:
        teams: Names with roles, in words that templates translate.
        asks, invitations: How many are open.
    """

    name: str
    email: str
    here: str
    teams: tuple[tuple[str, tuple[str, ...]], ...]
    asks: int
    invitations: int


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """One page of the list of accounts, counted from 1."""

    lines: tuple[AccountLine, ...]
    number: int
    pages: int
    total: int
