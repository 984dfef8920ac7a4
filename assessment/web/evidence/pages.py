"""Page objects of the register: documents, what they serve, what is known of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import (
    FileRecord,
    LinkCheck,
    LinkState,
    RegisterItem,
)
from assessment.domain.people.may import Action
from assessment.domain.records import Shelf
from assessment.errors import N_
from assessment.evidence_settings import MB
from assessment.services.evidence.reading import files_and_links_of
from assessment.web.frame import Opened, indicator_url
from assessment.web.guarding import GuardWarning
from assessment.web.wizard.documents import register_seen
from assessment.web.wizard.files import FileView, file_view, size_text
from assessment.web.wizard.pages import FieldError

LINES_PER_PAGE = 40

LINK_WORDS = {
    LinkState.FOUND: N_("The site answered."),
    LinkState.REFUSED: N_(
        "The site answered with %(status)s. Sites often refuse programs: look yourself."
    ),
    LinkState.GONE: N_("The site says that there is no such page (%(status)s)."),
    LinkState.FAILED: N_("The site has trouble: it gave no sound answer."),
    LinkState.SILENT: N_("Nobody answered: no such site, no connection, or too slow."),
    LinkState.NOT_ASKED: N_(
        "Not asked: an address within a network, not of the public internet."
    ),
}


@dataclass(frozen=True, slots=True)
class ServedView:
    """An indicator that a document serves."""

    number: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """What became of a link, in words, and when it was asked for."""

    words: str
    at: datetime
    is_dead: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of the register.

    Attributes:
        added_by: Who brought its file; empty: a former member, or no file.
        added_at: When; None without a file.
        mend: Where it is mended; empty for who may not.
        has_variants: Whether it goes by several titles, dates or links.
    """

    key: str
    item: EvidenceItem
    serves: tuple[ServedView, ...]
    file: FileView | None
    added_by: str
    added_at: datetime | None
    link: LinkView | None
    mend: str
    has_variants: bool


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The documents of an assessment, as far as the reader sees them.

    Attributes:
        documents: Those of this page of the list.
        count: How many there are on all pages.
        files: How many of them have a file.
        size: What all files have together, in words; with *most*, what there may be.
        check: Where links are asked; empty for who may not, or where the site asks none.
        unasked: How many links nobody has asked for yet.
        is_asking: Whether links are being asked just now.
        is_cut_off: Whether no site answered at all: perhaps this server has no way out.
        export: Where all of it can be taken along.
    """

    documents: tuple[DocumentView, ...]
    count: int
    number: int
    pages: int
    files: int
    size: str
    most: str
    links: int
    unasked: int
    check: str
    export: str
    notice: str = ""
    is_asking: bool = False
    is_cut_off: bool = False


@dataclass(frozen=True, slots=True)
class MendPage:
    """One document of the register, to be mended or taken out.

    Attributes:
        item: As typed; *seen*: as it stood when the person opened the page.
        elsewhere: How many of the indicators it serves the person may not change.
    """

    document: DocumentView
    item: EvidenceItem
    seen: EvidenceItem
    back: str
    elsewhere: int
    errors: tuple[FieldError, ...] = ()
    warning: GuardWarning | None = None

    def wrong(self, target: str) -> str:
        """Return what is wrong with the field of that id; empty when nothing is."""
        return next((e.message for e in self.errors if e.target == target), "")


def register_page(work: Opened, number: int) -> RegisterPage | None:
    """Return page *number* (from 1) of the register; None when there is no such page."""
    entries = register_seen(work)
    pages = max(1, -(-len(entries) // LINES_PER_PAGE))
    if not 1 <= number <= pages:
        return None
    files, checks = files_and_links_of(work.state.store, work.stored.id)
    first = (number - 1) * LINES_PER_PAGE
    links = {entry.item.link for entry in entries} - {""}
    known = [checks[link] for link in links if link in checks]
    asked = [c for c in known if c.state is not LinkState.NOT_ASKED]
    digests = {entry.item.file for entry in entries} & files.keys()
    limits = work.state.settings.evidence
    may_ask = limits.asks_links and work.may(Action.SEE_WHOLE) and bool(links)
    return RegisterPage(
        documents=tuple(
            _document(work, entry, files, checks)
            for entry in entries[first : first + LINES_PER_PAGE]
        ),
        count=len(entries),
        number=number,
        pages=pages,
        files=len(digests),
        size=size_text(sum(files[d].size for d in digests), work.texts),
        most=work.texts.number(limits.files_bytes // MB),
        links=len(links),
        unasked=len(links) - len(known),
        check=url_for("evidence.check", assessment_id=work.stored.id) * may_ask,
        export=url_for("evidence.export", assessment_id=work.stored.id),
        is_cut_off=len(asked) > 1 and all(c.state is LinkState.SILENT for c in asked),
    )


def mend_page(
    work: Opened,
    entry: RegisterItem,
    item: EvidenceItem | None = None,
    seen: EvidenceItem | None = None,
) -> MendPage:
    """Return the page that mends *entry*, with *item* as typed."""
    files, checks = files_and_links_of(work.state.store, work.stored.id)
    return MendPage(
        document=_document(work, entry, files, checks),
        item=item or entry.item,
        seen=seen or entry.item,
        back=url_for("evidence.register", assessment_id=work.stored.id),
        elsewhere=len(entry.serves) - len(may_change(work, entry)),
    )


def may_change(work: Opened, entry: RegisterItem) -> tuple[str, ...]:
    """Return the indicators of *entry* whose answers this person may change now."""
    return tuple(key for key in entry.serves if work.may(Action.ANSWER, key))


def _document(
    work: Opened,
    entry: RegisterItem,
    files: Mapping[str, FileRecord],
    checks: Mapping[str, LinkCheck],
) -> DocumentView:
    item, file = entry.item, files.get(entry.item.file)
    framework, id_ = work.framework, work.stored.id
    mend = url_for("evidence.mend", assessment_id=id_, item_key=entry.key)
    return DocumentView(
        key=entry.key,
        item=item,
        serves=tuple(
            ServedView(
                framework.numbers[key],
                framework.indicators_by_key[key].title,
                indicator_url(id_, key),
            )
            for key in entry.serves
        ),
        file=file_view(work, item, file) if item.file else None,
        added_by=file.added_by if file else "",
        added_at=file.added_at if file else None,
        link=_link(work, checks.get(item.link)),
        mend=mend if may_change(work, entry) and _is_open(work) else "",
        has_variants=entry.variants > 1,
    )


def _is_open(work: Opened) -> bool:
    return work.stored.shelf is not Shelf.ARCHIVE


def _link(work: Opened, check: LinkCheck | None) -> LinkView | None:
    if check is None:
        return None
    words = work.texts.gettext(LINK_WORDS[check.state], status=check.status or "–")
    return LinkView(words, check.checked_at, check.state.is_dead)
