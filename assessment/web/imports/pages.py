"""Page objects of the import: what files hold, and what one would change."""

from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from markupsafe import Markup

from assessment.domain.people.teams import Team
from assessment.web.history.differences import Part


@dataclass(frozen=True, slots=True)
class Match:
    """An assessment of the same country, period and kind that is there already.

    Attributes:
        respondent: Who answers there; may be empty.
        team: Whose it is, for who is in several teams.
        new, changed, same, left: How many answers the file adds, changes, repeats, and
            says nothing about.
        planned: How many targets and actions of the plan it adds or changes.
        hindrance: Why it cannot be changed from the file; empty when it can.
    """

    id: UUID
    country: str
    period: str
    respondent: str
    team: str
    new: int = 0
    changed: int = 0
    same: int = 0
    left: int = 0
    planned: int = 0
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file holds, or why it cannot be used.

    Attributes:
        edition: Which edition it would answer here.
        carried_from: The edition it says, when that is another one.
        cleared: Who cleared it, as the file says; empty without.
        extras: What else it holds, a sentence each.
        matches: What is there already of the same country, period and kind.
        nobody: Why none of the person's teams can own it; empty when one can.
        packed: The file for the way back; empty when it cannot be used.
        came: A note of the files that came with it in an archive; empty: none did.
        warnings: Passages in it that may be about a single child.
    """

    name: str
    country: str = ""
    period: str = ""
    kind: str = ""
    respondent: str = ""
    edition: str = ""
    carried_from: str = ""
    cleared: str = ""
    answered: int = 0
    unknown: int = 0
    total: int = 0
    extras: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    nobody: str = ""
    packed: str = ""
    came: str = ""
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The files that were brought; none before any was.

    Attributes:
        message: What is wrong with the request as a whole.
        owners: The teams that they may belong to.
        chosen: The team chosen, when the page comes back.
    """

    files: tuple[FilePreview, ...] = ()
    message: str = ""
    owners: tuple[Team, ...] = ()
    chosen: str = ""

    @property
    def usable(self) -> tuple[FilePreview, ...]:
        """Those that can be read."""
        return tuple(file for file in self.files if file.packed)

    @property
    def may_be_new(self) -> bool:
        """Whether each that can be read can become an assessment of its own."""
        return all(not file.nobody for file in self.usable)

    @property
    def wrong(self) -> tuple[FilePreview, ...]:
        """Those that cannot."""
        return tuple(file for file in self.files if not file.packed)

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it can be stored."""
        return not self.usable

    def belonging(self, owners: tuple[Team, ...], chosen: str = "") -> "ImportPage":
        """Return the page with the teams that its files may belong to."""
        return replace(self, owners=owners, chosen=chosen)


class Taken(StrEnum):
    """What a box takes over: the name that it is sent by."""

    PROFILE = "profile"
    ANSWER = "answer"
    TARGET = "target"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """Something that the file would add or change.

    Attributes:
        kind: What it is.
        key: Which of its kind; empty: the country profile.
        title: Empty for the country profile.
        is_new: Whether nothing stands there yet: such boxes are ticked at first.
        parts: Where the two differ.
    """

    kind: Taken
    key: str
    number: str
    title: str
    is_new: bool
    parts: tuple[Part, ...]

    @property
    def box(self) -> str:
        """What the box is called on the page, and what it sends."""
        return f"{self.kind}.{self.key}"


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What one file would change of one draft; nothing is stored yet.

    Attributes:
        file: Name of the file.
        packed: The file, for the way back.
        match: The draft.
        seen: Its revision.
        lines: The profile and answers that it would add or change.
        planned: The targets and actions of the plan.
        foreign: Attributes of framework texts that are not in the reader's language.
        message: What happened meanwhile; empty at first.
        came: Notes of files that came in archives.
    """

    file: str
    packed: str
    match: Match
    seen: int
    lines: tuple[ChangeLine, ...]
    foreign: Markup
    warnings: tuple[str, ...] = ()
    message: str = ""
    came: tuple[str, ...] = ()
    planned: tuple[ChangeLine, ...] = ()

    @property
    def every(self) -> tuple[ChangeLine, ...]:
        """All that it would add or change."""
        return (*self.lines, *self.planned)
