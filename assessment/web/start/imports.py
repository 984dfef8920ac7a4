"""What files hold, shown before anything of it is stored.

Nothing waits on the server in between: what was read travels in the page, packed, and is
read and checked anew when it comes back.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from assessment.config import MAX_IMPORT_BYTES
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.guard import find_in_assessment
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import Team
from assessment.domain.records import AssessmentSummary
from assessment.errors import (
    N_,
    InvalidInputError,
    InvalidPortableFileError,
    Problem,
    ReportError,
)
from assessment.services.assessments.exchange import read_incoming, text_of_file
from assessment.services.assessments.reading import list_assessments
from assessment.texts import Texts
from assessment.web.filters import problem_text
from assessment.web.guarding import KIND_WORDS as KIND_WORDS_FOUND
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.start.pages import KIND_WORDS
from assessment.web.state import app_state

MOST_PROBLEMS = 50
"""Shown of one file; further ones are counted."""

_NO_FILE = N_("Choose a file first.")
_NOT_OURS = N_("This PDF is not one of our reports, or it was damaged on the way.")
_DAMAGED = N_("What was read before did not come back whole. Choose the files again.")


@dataclass(frozen=True, slots=True)
class FilePreview:
    """What a file holds, or why it cannot be used.

    Attributes:
        is_double: There is one of the same country, year, kind and respondent already.
        packed: The file for the way back; empty when it cannot be used.
        warnings: Passages in it that may be about a single child.
    """

    name: str
    country: str = ""
    period: str = ""
    kind: str = ""
    respondent: str = ""
    answered: int = 0
    total: int = 0
    is_double: bool = False
    packed: str = ""
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The files that were brought; none before any was.

    Attributes:
        message: What is wrong with the request as a whole.
        owners: The teams that they may belong to.
    """

    files: tuple[FilePreview, ...] = ()
    message: str = ""
    owners: tuple[Team, ...] = ()

    @property
    def usable(self) -> tuple[FilePreview, ...]:
        """Those that can be stored."""
        return tuple(file for file in self.files if file.packed)

    @property
    def wrong(self) -> tuple[FilePreview, ...]:
        """Those that cannot."""
        return tuple(file for file in self.files if not file.packed)

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it can be stored."""
        return not self.usable


def preview(files: Iterable[FileStorage]) -> ImportPage:
    """Read *files* and say what each of them holds."""
    texts = current_texts()
    brought = [file for file in files if file.filename]
    if not brought:
        return ImportPage(message=texts.gettext(_NO_FILE))
    there = {_names_of_summary(s) for s in _known()}
    return ImportPage(tuple(_preview(file, texts, there) for file in brought))


def unpacked(packed: Iterable[str]) -> list[tuple[str, str]]:
    """Return name and text of each file that a preview page carried.

    Raises:
        InvalidPortableFileError: when one did not come back as it was sent.
    """
    found = []
    for text in packed:
        try:
            inflating = zlib.decompressobj()
            plain = inflating.decompress(base64.b64decode(text), MAX_IMPORT_BYTES)
            name, content = json.loads(plain)
        except (ValueError, TypeError, zlib.error, binascii.Error) as error:
            problem = Problem("", 0, 0, _DAMAGED)
            raise InvalidPortableFileError("", (problem,)) from error
        found.append((str(name), str(content)))
    return found


def _preview(
    file: FileStorage, texts: Texts, there: set[tuple[str, ...]]
) -> FilePreview:
    name = file.filename or ""
    try:
        text = text_of_file(file.read(), name)
        incoming = read_incoming(app_state().frameworks.default, text, name)
    except InvalidInputError as error:
        sentences = [problem_text(texts, problem) for problem in error.problems]
        return FilePreview(name, problems=_cut(sentences, texts))
    except ReportError:
        return FilePreview(name, problems=(texts.gettext(_NOT_OURS),))
    assessment = incoming.assessment
    framework = incoming.framework.in_scope(assessment.scope)
    return FilePreview(
        name,
        country=texts.country(assessment.subject.code, assessment.subject.name),
        period=assessment.period,
        kind=KIND_WORDS[assessment.kind],
        respondent=assessment.respondent,
        answered=sum(answer.is_answered for answer in assessment.answers.values()),
        total=len(framework.indicators),
        is_double=_names(assessment) in there,
        packed=_packed(name, text),
        warnings=_cut(list(_warnings(assessment, framework, texts)), texts),
    )


def _warnings(
    assessment: Assessment, framework: Framework, texts: Texts
) -> Iterator[str]:
    """Yield what may be about a single child: where it stands, what it looks like."""
    for passage in find_in_assessment(assessment):
        key = passage.field.partition(".")[0]
        place = framework.numbers.get(key, key)
        what = texts.gettext(KIND_WORDS_FOUND[passage.finding.kind])
        yield f"{place}: {passage.finding.excerpt} ({what})"


def _known() -> tuple[AssessmentSummary, ...]:
    """Return what this person may know of: nothing else may be told to be there."""
    return list_assessments(app_state().store, sight_of(current_person()))


def _cut(sentences: list[str], texts: Texts) -> tuple[str, ...]:
    left = len(sentences) - MOST_PROBLEMS
    more = (texts.ngettext("And %(num)s more.", "And %(num)s more.", left),)
    return (*sentences[:MOST_PROBLEMS], *(more if left > 0 else ()))


def _packed(name: str, text: str) -> str:
    return base64.b64encode(
        zlib.compress(json.dumps([name, text]).encode(), 9)
    ).decode()


def _names(assessment: Assessment) -> tuple[str, ...]:
    subject = assessment.subject
    return (subject.code, assessment.period, assessment.kind, assessment.respondent)


def _names_of_summary(summary: object) -> tuple[str, ...]:
    return _names(summary)  # type: ignore[arg-type]  # both have these names
