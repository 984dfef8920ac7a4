"""The documents of an indicator's page: rows as typed, files brought, documents used again."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from flask import request
from markupsafe import Markup
from wtforms import BooleanField, FieldList, Form, StringField

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import (
    FileRecord,
    RegisterItem,
    files_named,
    register_of,
)
from assessment.errors import InvalidFileError
from assessment.services.evidence.adding import add_file
from assessment.services.evidence.reading import files_of
from assessment.web.access import stamp
from assessment.web.frame import Opened
from assessment.web.rendering import fragment
from assessment.web.typed import stripped
from assessment.web.uploads import upload_of
from assessment.web.wizard.files import FileView, file_view

MOST_AGAIN = 100
"""So many documents are offered to be used again, or the page weighs more than it may;
the register shows all."""

_BARE_SITE = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}([/?#]\S*)?", re.IGNORECASE)
"""An address as people say it, without ``https://``."""


def _with_scheme(link: str) -> str:
    """Return *link* with the ``https://`` that people leave out."""
    return f"https://{link}" if _BARE_SITE.fullmatch(link) else link


class Rows(FieldList):  # type: ignore[misc]
    """Rows by their number. The library takes "²" and 5,000 digits for numbers, and breaks."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        row = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,4}})(-.*)?", re.DOTALL)
        for name in formdata:
            if found := row.fullmatch(name):
                yield int(found[1])


class EvidenceForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One row of evidence; an empty row is no evidence.

    ``file`` is the digest of a file that was kept before; ``drop`` takes it out.
    """

    title = StringField(filters=[stripped])
    link = StringField(filters=[stripped, _with_scheme])
    date = StringField(filters=[stripped])
    page = StringField(filters=[stripped])
    file = StringField(filters=[stripped])
    drop = BooleanField()

    def item(self, names: Mapping[str, str]) -> EvidenceItem:
        """Return the row as evidence; *names* says what each file is called."""
        file = "" if self.drop.data else self.file.data
        return EvidenceItem(
            *(self.title.data, self.link.data, self.date.data, self.page.data),
            file=file,
            file_name=names.get(file, ""),
        )


@dataclass(frozen=True, slots=True)
class Brought:
    """What came with a form besides what was typed into it.

    Attributes:
        names: Digest -> name of every file that the form may name.
        rows: Number of a row -> digest of the file that was brought for it.
        problems: Field -> what is wrong with a file; it was not kept.
        again: A document used elsewhere, chosen to be used here, too.
    """

    names: Mapping[str, str]
    rows: Mapping[int, str]
    problems: Mapping[str, str]
    again: EvidenceItem | None = None


NOTHING_BROUGHT = Brought({}, {}, {})


def brought(work: Opened) -> Brought:
    """Keep the files that this request brought; return them with what it may name.

    Raises:
        ArchivedError: when the assessment was put away.
        StorageError: when a file could not be kept.
    """
    if not _may_bring():
        return NOTHING_BROUGHT
    names = {file: record.name for file, record in usable_files(work).items()}
    names |= {
        item.file: item.file_name
        for answer in work.stored.assessment.answers.values()
        for item in answer.evidence
        if item.file and item.file not in names
    }
    rows: dict[int, str] = {}
    problems: dict[str, str] = {}
    for field, file in request.files.items():
        row = re.fullmatch(r"evidence-([0-9]{1,4})-upload", field)
        if row is None or not file.filename:
            continue
        try:
            kept = add_file(
                work.state.store,
                work.state.contents,
                work.framework,
                work.stored.id,
                upload_of(file),
                limits=work.state.settings.evidence,
                stamp=stamp(work.state.now()),
            )
        except InvalidFileError as error:
            problems[field] = work.texts.problem(error.problems[0])
        else:
            rows[int(row[1])] = kept.digest
            names[kept.digest] = kept.name
    return Brought(names, rows, problems, _again(work))


def usable_files(work: Opened) -> Mapping[str, FileRecord]:
    """Return the files that this person may name: what they see, and what they brought."""
    files = files_of(work.state.store, work.stored.id)
    if work.sees_whole:
        return files
    seen = files_named(work.stored.assessment.answers.values())
    mine = work.person.id
    return {
        digest: file
        for digest, file in files.items()
        if digest in seen or (mine is not None and file.added_by_id == mine)
    }


def register_seen(work: Opened) -> tuple[RegisterItem, ...]:
    """Return the documents that this person sees, each once."""
    order = (indicator.key for indicator in work.framework.indicators)
    return register_of(work.stored.assessment.answers, order)


@dataclass(frozen=True, slots=True)
class AgainView:
    """Documents that can be used again."""

    entries: tuple[RegisterItem, ...]


def used_again(work: Opened) -> Markup:
    """Return the list of documents to use again; drawn once for each revision.

    It is the same on every page of an assessment: one that is there already changes
    nothing when it is chosen.
    """

    def drawn() -> AgainView:
        return AgainView(register_seen(work)[:MOST_AGAIN])

    if not any(answer.evidence for answer in work.stored.assessment.answers.values()):
        return Markup("")
    return fragment("wizard/parts/again.html", work.revision, drawn)


def file_views(work: Opened, items: tuple[EvidenceItem, ...]) -> tuple[FileView, ...]:
    """Return what a page shows of the files that *items* name."""
    named = {item.file: item for item in items if item.file}
    if not named:
        return ()
    files = files_of(work.state.store, work.stored.id)
    return tuple(
        file_view(work, item, files.get(digest)) for digest, item in named.items()
    )


def _may_bring() -> bool:
    """Return whether the form names a file, brings one, or uses a document again."""
    named = any(
        value and re.fullmatch(r"evidence-[0-9]{1,4}-file", name)
        for name, value in request.form.items()
    )
    return named or bool(request.files) or bool(request.form.get("again"))


def _again(work: Opened) -> EvidenceItem | None:
    chosen = request.form.get("again", "")
    found = (entry.item for entry in register_seen(work) if entry.key == chosen)
    item = next(found, None)
    return None if item is None else replace(item, page="")
