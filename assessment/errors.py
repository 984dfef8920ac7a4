"""Every exception we raise on purpose.

Errors carry data, not markup; their messages say what is wrong, where, and what to do.
The web maps them to status codes in one table, the command line to exit codes.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_VALUE = 400
"""Of what was found, so much is quoted: a key of two megabytes made a page as long."""
_TAIL = 40
_UNSEEN = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)
"""They turn or hide what stands beside them: a message would say something else."""
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})


class AssessmentError(Exception):
    """Base of everything that may go wrong and is not a bug."""


def N_(text: str) -> str:  # noqa: N802 - the customary name for "translate later"
    """Mark *text* for the message catalogues without translating it here."""
    return text


def harmless(text: str, *, longest: int = LONGEST_VALUE, keep: str = "") -> str:
    """Return *text* so that it can be quoted anywhere: on a terminal, in a log, on a page.

    Characters that move the cursor, clear a screen or turn the direction of writing are
    written as escapes, and what is long loses its middle.

    Args:
        text: Whatever was found, in a file, a name or an address.
        longest: How many characters of it are quoted; 0: all.
        keep: Characters that stay, such as the line breaks of a text with lines.
    """
    if longest and len(text) > longest:
        text = f"{text[: longest - _TAIL]} … {text[-_TAIL:]}"
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep or _is_seen(c) else _escaped(c) for c in text)


def _is_seen(character: str) -> bool:
    code = ord(character)
    is_nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004
    is_tag = 0xE0000 <= code <= 0xE007F  # noqa: PLR2004
    return not (
        character in _UNSEEN
        or is_nothing
        or is_tag
        or unicodedata.category(character) in _UNSEEN_CATEGORIES
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input, with its place.

    Attributes:
        source: File name, or what stands for it.
        line: 1-based line, 0 when the place is not a line.
        column: 1-based column, 0 when unknown.
        template: What is wrong and what to do, one sentence marked with ``N_`` in which
            ``{names}`` stand for *values*, so that it can be shown in any language.
        values: Name -> text put into the template.
        path: Where in the data, e.g. ``answers.non-punishment.met``; may be empty.
    """

    source: str
    line: int
    column: int
    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    path: str = ""

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.quoted)

    @property
    def quoted(self) -> dict[str, object]:
        """The values as they can be shown: nothing in them can act or fill a page."""
        return {
            name: value if isinstance(value, int) else harmless(str(value))
            for name, value in self.values.items()
        }

    @property
    def place(self) -> str:
        """Where it is, as editors understand it: ``file:line:column``."""
        source = harmless(self.source)
        return f"{source}:{self.line}:{self.column}" if self.line else source

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class InvalidInputError(AssessmentError):
    """An input was refused as a whole. Carries every problem, not just the first."""

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class InvalidFrameworkError(InvalidInputError):
    """The framework file is not usable."""


class InvalidAnswerError(InvalidInputError):
    """What was entered does not belong to the framework; nothing was stored."""


class InvalidAccountError(InvalidInputError):
    """The account could not be made as asked; nothing was stored."""


class InvalidAskError(InvalidInputError):
    """What is to be asked of somebody cannot be; nothing was stored."""


class InvalidTeamError(InvalidInputError):
    """A team or its members could not be changed as asked; nothing was stored."""


class InvalidPortableFileError(InvalidInputError):
    """The portable file of an assessment is not usable; nothing was stored."""


class InvalidFileError(InvalidInputError):
    """A file was refused, or cannot be read; nothing of it was kept."""


class InvalidBackupError(InvalidInputError):
    """A backup is not whole, not ours, or of a newer program; nothing was changed."""


class AlteredReportError(InvalidInputError):
    """A report shows something else than the answers inside it give."""


class AlteredTrailError(InvalidInputError):
    """The audit trail is not what was once written."""


class EditionMismatchError(AssessmentError):
    """Two things belong to different editions of a framework."""


class AssessmentNotFoundError(AssessmentError):
    """There is no such assessment, or this person may not know of it."""


class TeamNotFoundError(AssessmentError):
    """There is no such team, or this person may not know of it."""


class ReplyConflictError(AssessmentError):
    """Somebody else of the team replied, corrected or withdrew meanwhile."""

    def __init__(self) -> None:
        super().__init__("somebody else changed this reply meanwhile")


class EditConflictError(AssessmentError):
    """Somebody else saved the page meanwhile.

    Attributes:
        page_key: The page that was to be saved.
        seen: The version the person had before them.
        current: The version that is stored now.
    """

    def __init__(self, page_key: str, *, seen: int, current: int) -> None:
        self.page_key = page_key
        self.seen = seen
        self.current = current
        super().__init__(
            f"page {page_key} is at version {current}, the change was made on {seen}"
        )


class ExplainedError(AssessmentError):
    """Something around the program is wrong: what, where, and what to do.

    Attributes:
        problem: The same as a :class:`Problem`, for people who read another language.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.problem = Problem("", 0, 0, template, values)
        super().__init__(self.problem.message)


class NotAllowedError(ExplainedError):
    """This person may not do this, or not now; they know of what it is about."""


class StorageError(ExplainedError):
    """The data could not be kept (disk full, folder read-only, database away)."""


class ArchivedError(ExplainedError):
    """The assessment was put away, so that nothing of it can be changed."""


class ComparisonError(ExplainedError):
    """These assessments may not be set side by side."""


class ReportError(AssessmentError):
    """A report could not be made or read."""


class BusyError(ExplainedError):
    """Too many ask for the same thing just now; nothing is wrong.

    Attributes:
        retry_after_s: Seconds after which asking again makes sense.
    """

    def __init__(self, template: str, *, retry_after_s: int, **values: object) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(template, **values)


class OutputError(ExplainedError):
    """A file could not be written where it was asked for; nothing half-written is left."""


class InvitationError(ExplainedError):
    """An invitation cannot be accepted, or not by this person."""


class LinksNotAskedError(ExplainedError):
    """The links of an assessment could not be asked; what is known of them stays."""


class MailError(ExplainedError):
    """A message could not be handed on; nobody got it."""


class SettingsError(ExplainedError):
    """A setting of the environment is not usable."""


def refuse(source: str, problems: "tuple[Problem, ...]") -> None:
    """Raise InvalidAnswerError with *problems*, unless there are none.

    Args:
        source: What they were found in, for messages.
        problems: All that is wrong with it.
    """
    if problems:
        raise InvalidAnswerError(source, problems)
