"""Check a printed report: is it what this program prints from the answers inside it?

What that proves, and what not, is in docs/adr/0011-verification.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import partial

from assessment.domain.framework import Framework
from assessment.domain.rounds.snapshot import read_code
from assessment.domain.rounds.states import State
from assessment.domain.voices import NO_REPLIES
from assessment.errors import N_, AlteredReportError, Problem, ReportError
from assessment.portable import read_assessment
from assessment.portable.replies import read_replies
from assessment.reporting.paper.contents import Compared, Difference, ReportContents
from assessment.reporting.shapes.seal import Imprint
from assessment.services.assessments.answered import framework_answered
from assessment.services.reports.kinds import (
    KINDS,
    REPLIES,
    USUAL_KIND,
    ReportOrder,
    composed,
)
from assessment.services.reports.making import report_pdf, stamps_of
from assessment.services.reports.reading import compared, contents_of

NOT_SHOWN = "–"
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
"""Answers that wait, as a stamp says it; what else stands there is no count."""


class Outcome(Enum):
    """What the check of a report found, from strong to weak."""

    IDENTICAL = "identical"
    """The file is, byte for byte, what this program prints from the answers inside."""

    SAME = "same"
    """All that it shows is; another program has saved it anew since."""

    FIGURES = "figures"
    """Another version of the program made it: its figures are right, and it hides nothing
    that this check can find. Its other words were not compared."""


@dataclass(frozen=True, slots=True)
class VerifiedReport:
    """A report that nothing was found against.

    Attributes:
        figures: How many printed figures were compared.
        other_edition: Whether it was made with another state of the same edition.
        answers: The portable file inside, which code and digest are of.
        imprint: In what state it says that it was made; None when it says none.
    """

    outcome: Outcome
    figures: int
    other_edition: bool
    answers: str = ""
    imprint: Imprint | None = None


def verify_report(pdf: bytes, source: str, framework: Framework) -> VerifiedReport:
    """Make the report in *pdf* anew from the answers inside, and compare the two.

    Args:
        pdf: The report.
        source: Its name, for messages.
        framework: The edition it was made with.

    Raises:
        ReportError: when it is no PDF, wants too much, or is not one of our reports.
        InvalidPortableFileError: when the answers inside do not fit *framework*.
        AlteredReportError: with everything that differs.
    """
    contents = contents_of(pdf, source)
    order = _order(contents, source, framework)
    told = partial(
        VerifiedReport, answers=contents.attachments[0], imprint=order.imprint
    )
    anew = report_pdf(order)
    if anew == pdf:
        figures = len(composed(order).printed)
        return told(Outcome.IDENTICAL, figures, other_edition=False)
    stamps = stamps_of(order)
    same_program = contents.stamps.get("ReportProgram") == stamps["ReportProgram"]
    same_edition = contents.stamps.get("ReportEdition") == stamps["ReportEdition"]
    found = compared(pdf, anew, contents.attachments, source)
    if found.same:
        return told(Outcome.SAME, found.figures, other_edition=False)
    problems = tuple(_problems(found, source, strict=same_program and same_edition))
    if problems:
        raise AlteredReportError(source, problems)
    return told(Outcome.FIGURES, found.figures, other_edition=not same_edition)


def _order(contents: ReportContents, source: str, framework: Framework) -> ReportOrder:
    """Return the order that the report says it was made to."""
    kind = contents.stamps.get("ReportKind", USUAL_KIND)
    if kind not in KINDS or not contents.made_on:
        raise ReportError(
            f"{source} does not say what it is or when it was made: this program "
            "cannot make it anew."
        )
    try:
        made_on = datetime.strptime(contents.made_on, "%Y-%m-%dT%H:%M:%SZ")  # noqa: DTZ007
    except ValueError as error:
        raise ReportError(f"{source} was made on a day that never was.") from error
    answers, *others = contents.attachments
    # Reports of versions that knew one neighbour say nothing of it.
    names = contents.stamps.get("ReportBeside", "alternative").split()
    files = dict(zip(names, others, strict=False))
    said = files.pop(REPLIES, "")
    assessment = read_assessment(answers, source, framework)
    editions = {
        name: framework_answered(text, source, framework)
        if name == "previous"
        else framework
        for name, text in files.items()
    }
    beside = {
        name: read_assessment(text, source, editions[name])
        for name, text in files.items()
    }
    last = editions.get("previous", framework)
    return ReportOrder(
        framework,
        assessment,
        contents.language,
        made_on.replace(tzinfo=UTC),
        beside.get("alternative"),
        kind,
        beside.get("previous"),
        read_replies(said, source, framework) if said else NO_REPLIES,
        _imprint(contents.stamps.get("ReportState", ""), answers),
        previous_framework=None if last is framework else last,
    )


def _imprint(stamp: str, answers: str) -> Imprint | None:
    """Return the state that a report says it was made in; None when it says none.

    What the file inside holds decides its code: a stamp alone clears nothing.
    """
    said, _, address = stamp.partition(" ")
    told, _, part_of = said.partition("/")
    state, _, waiting = told.partition("+")
    if state not in set(State):
        return None
    if part_of:
        return Imprint(State(state), address, part_of=read_code(part_of) or "")
    count = int(waiting) if _COUNT.fullmatch(waiting) else 0
    return Imprint(State(state), address, answers, unconfirmed=count)


def _problems(found: Compared, source: str, *, strict: bool) -> Iterator[Problem]:
    """Yield what speaks against a report; when *strict*, nothing at all may differ."""
    for difference in found.differences:
        yield _differs(
            source,
            N_("{place}: the report shows {printed}, its answers give {computed}."),
            difference,
        )
    for page, what in found.foreign:
        if page:
            template = N_("Page {page} has what no report of ours has: {what}.")
        else:
            template = N_("It has what no report of ours has: {what}.")
        yield Problem(source, 0, 0, template, {"page": page, "what": what})
    if not strict:
        return
    for difference in found.words:
        yield _differs(
            source,
            N_("Page {place}: the report says {printed}, its answers give {computed}."),
            difference,
        )
    for page in found.pages:
        yield Problem(
            source,
            0,
            0,
            N_("Page {page} is not drawn as this program draws it from the answers."),
            {"page": page},
        )
    if not (found.differences or found.foreign or found.words or found.pages):
        yield Problem(
            source,
            0,
            0,
            N_(
                "The pages say what the answers give, but something behind them was "
                "changed: links, tags, fonts, pictures or attached files."
            ),
        )


def _differs(source: str, template: str, difference: Difference) -> Problem:
    values = {
        "place": difference.place,
        "printed": _shortened(difference.printed),
        "computed": _shortened(difference.computed),
    }
    return Problem(source, 0, 0, template, values)


def _shortened(text: str, most: int = 120) -> str:
    if not text:
        return NOT_SHOWN
    return text if len(text) <= most else f"{text[: most - 1]}…"
