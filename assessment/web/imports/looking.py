"""Look into files: what they hold, and what of it is there already. Nothing is stored."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from werkzeug.datastructures import FileStorage

from assessment.config import MAX_IMPORT_BYTES
from assessment.domain.answers import Assessment
from assessment.domain.framework import Framework
from assessment.domain.guard import find_in_assessment
from assessment.domain.incoming import Effect, what_it_changes
from assessment.domain.people.may import Action, Standing, State, may
from assessment.domain.people.sight import sight_of
from assessment.domain.people.teams import Team
from assessment.domain.records import AssessmentSummary
from assessment.errors import N_, InvalidInputError, ReportError
from assessment.portable import peek_edition
from assessment.services.assessments.editions import edition_of
from assessment.services.assessments.exchange import (
    Incoming,
    read_incoming,
    texts_of_file,
)
from assessment.services.assessments.reading import list_assessments
from assessment.services.people.access import find_assessment
from assessment.texts import Texts
from assessment.web.filters import problem_text
from assessment.web.guarding import KIND_WORDS as KIND_WORDS_FOUND
from assessment.web.imports.files import read_archive
from assessment.web.imports.packing import packed
from assessment.web.imports.pages import FilePreview, ImportPage, Match
from assessment.web.language import current_texts
from assessment.web.person import current_person
from assessment.web.start.pages import KIND_WORDS
from assessment.web.state import app_state
from assessment.web.typed import readable

MOST_PROBLEMS = 50
"""Shown of one file; further ones are counted."""
MOST_MATCHES = 3
"""So many assessments that are like a file are compared with it; the last changed ones."""

_NO_FILE = N_("Choose a file first.")
_NOT_OURS = N_("This PDF is not one of our reports, or it was damaged on the way.")
_NOBODY = N_(
    "None of your teams can own it: a government team has one country, an organisation "
    "makes alternative assessments, a training team exercises with invented countries."
)
_NO_DRAFT = N_("It is no draft any more, so nothing of it can be changed.")
_OTHER_EDITION = N_("It answers another edition (%(edition)s).")
_NOT_ALLOWED = N_("You may look at it, but not change it.")


def preview(files: Iterable[FileStorage]) -> ImportPage:
    """Read *files* and say what each of them holds."""
    texts = current_texts()
    brought = [file for file in files if file.filename]
    if not brought:
        return ImportPage(message=texts.gettext(_NO_FILE))
    known = known_here()
    return ImportPage(tuple(_preview(file, texts, known) for file in brought))


def read(name: str, text: str, texts: Texts) -> Incoming | FilePreview:
    """Return the assessment in a file, or the preview that says why there is none."""
    try:
        return read_incoming(app_state().frameworks.default, text, name)
    except InvalidInputError as error:
        sentences = [problem_text(texts, problem) for problem in error.problems]
        return FilePreview(name, problems=_cut(sentences, texts))


def _preview(
    file: FileStorage, texts: Texts, known: tuple[AssessmentSummary, ...]
) -> FilePreview:
    name = readable(file.filename or "")
    came = None
    try:
        came = read_archive(file.stream, name)
        text, *beside = _texts(file, name) if came is None else [came.text]
    except InvalidInputError as error:
        sentences = [problem_text(texts, problem) for problem in error.problems]
        return FilePreview(name, problems=_cut(sentences, texts))
    except ReportError:
        return FilePreview(name, problems=(texts.gettext(_NOT_OURS),))
    incoming = read(name, text, texts)
    if isinstance(incoming, FilePreview):
        return incoming
    assessment = incoming.assessment
    framework = incoming.framework.in_scope(assessment.scope)
    _key, said = peek_edition(text, name)
    cleared = assessment.clearance
    answers = assessment.answers.values()
    return FilePreview(
        name,
        country=texts.country(assessment.subject.code, assessment.subject.name),
        period=assessment.period,
        kind=KIND_WORDS[assessment.kind],
        respondent=assessment.respondent,
        edition=framework.edition,
        carried_from=said if said != framework.edition else "",
        cleared=f"{cleared.name}, {cleared.function}" if cleared else "",
        answered=sum(answer.is_answered for answer in answers),
        unknown=sum(not answer.is_answered for answer in answers),
        total=len(framework.indicators),
        extras=tuple(_extras(assessment, beside, texts, came.count if came else 0)),
        came=came.came if came else "",
        matches=_matches(incoming, known, texts),
        nobody="" if _may_own(assessment) else texts.gettext(_NOBODY),
        packed=packed(name, text),
        warnings=warnings_of(assessment, framework, texts),
    )


def _texts(file: FileStorage, name: str) -> Sequence[str]:
    # One byte more than fits: who reads it then says that it is too large.
    return texts_of_file(file.read(MAX_IMPORT_BYTES + 1), name)


def _extras(
    assessment: Assessment, beside: list[str], texts: Texts, files: int
) -> Iterator[str]:
    """Yield what else a file holds: a sentence each."""
    if files:
        yield texts.ngettext(
            "%(num)s file of evidence", "%(num)s files of evidence", files
        )
    if assessment.targets:
        yield texts.ngettext(
            "%(num)s target", "%(num)s targets", len(assessment.targets)
        )
    if assessment.plan:
        yield texts.ngettext(
            "%(num)s action of the step-up plan",
            "%(num)s actions of the step-up plan",
            len(assessment.plan),
        )
    if beside:
        yield texts.ngettext(
            "The report sets %(num)s further file beside it, which is not brought in.",
            "The report sets %(num)s further files beside it, which are not brought in.",
            len(beside),
        )


def _may_own(assessment: Assessment) -> bool:
    """Return whether one of the teams that this person coordinates can own it."""
    return any(owns(team, assessment) for team in current_person().teams.values())


def owns(team: Team, assessment: Assessment) -> bool:
    """Return whether this person may begin such an assessment for *team*."""
    subject = assessment.subject
    return bool(
        may(current_person(), Action.CREATE, Standing(team.id))
    ) and team.may_own(
        assessment.kind, country=subject.code, invented=subject.is_invented
    )


def _matches(
    incoming: Incoming, known: tuple[AssessmentSummary, ...], texts: Texts
) -> tuple[Match, ...]:
    """Return what is there of the same country, period and kind, with what would change."""
    mine = _names(incoming.assessment)
    alike = [summary for summary in known if _names(summary) == mine]
    return tuple(
        match_with(incoming, summary, texts) for summary in alike[:MOST_MATCHES]
    )


def match_with(incoming: Incoming, summary: AssessmentSummary, texts: Texts) -> Match:
    """Return what the file would change of the assessment in *summary*."""
    person, state = current_person(), app_state()
    team = person.teams.get(summary.team)
    match = Match(
        summary.id,
        texts.country(summary.subject.code, summary.subject.name),
        summary.period,
        summary.respondent,
        team.name if team and len(person.teams) > 1 else "",
        hindrance=_hindrance(incoming, summary, texts),
    )
    if match.hindrance:
        return match
    there = find_assessment(state.store, person, summary.id).stored.assessment
    asked = incoming.framework.in_scope(there.scope)
    changes = what_it_changes(asked, there, incoming.assessment)
    counts = changes.counts
    return replace(
        match,
        new=counts[Effect.NEW],
        changed=counts[Effect.CHANGED],
        same=counts[Effect.SAME],
        left=counts[Effect.LEFT],
        planned=len(changes.targets) + len(changes.steps),
    )


def _hindrance(incoming: Incoming, summary: AssessmentSummary, texts: Texts) -> str:
    """Return why a file cannot change what is there; empty when it can."""
    standing = Standing(summary.team, summary.state, summary.visibility)
    person = current_person()
    if summary.state is not State.DRAFT:
        return texts.gettext(_NO_DRAFT)
    if not may(person, Action.EDIT_PROFILE, standing):
        return texts.gettext(_NOT_ALLOWED)
    if summary.edition != edition_of(incoming.framework):
        edition = f"{summary.edition.framework} {summary.edition.edition}"
        return texts.gettext(_OTHER_EDITION, edition=edition)
    return ""


def warnings_of(
    assessment: Assessment, framework: Framework, texts: Texts
) -> tuple[str, ...]:
    """Return what may be about a single child: where it stands, what it looks like."""
    return _cut(list(_warnings(assessment, framework, texts)), texts)


def _warnings(
    assessment: Assessment, framework: Framework, texts: Texts
) -> Iterator[str]:
    """Yield what may be about a single child: where it stands, what it looks like."""
    for passage in find_in_assessment(assessment):
        key = passage.field.partition(".")[0]
        place = framework.numbers.get(key, key)
        what = texts.gettext(KIND_WORDS_FOUND[passage.finding.kind])
        yield f"{place}: {passage.finding.excerpt} ({what})"


def known_here() -> tuple[AssessmentSummary, ...]:
    """Return what this person may know of: nothing else may be told to be there."""
    return list_assessments(app_state().store, sight_of(current_person()))


def _cut(sentences: list[str], texts: Texts) -> tuple[str, ...]:
    left = len(sentences) - MOST_PROBLEMS
    more = (texts.ngettext("And %(num)s more.", "And %(num)s more.", left),)
    return (*sentences[:MOST_PROBLEMS], *(more if left > 0 else ()))


def _names(of: Assessment | AssessmentSummary) -> tuple[str, ...]:
    return (of.subject.code, of.period, of.kind)
