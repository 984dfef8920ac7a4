"""Files of the demo: a real PDF of an invented law, which two answers name."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

from assessment.domain.answers import EvidenceItem
from assessment.domain.framework import Framework
from assessment.domain.people.sight import EVERYTHING
from assessment.domain.records import PageKey, Stamp
from assessment.domain.rounds.states import State
from assessment.evidence_settings import DEFAULT_EVIDENCE
from assessment.services.assessments.reading import list_assessments, load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.evidence.reading import files_of
from assessment.services.samples.demo_people import GOVERNMENT, GOVERNMENT_COUNTRY
from assessment.storage.engine import Store
from assessment.storage.evidence import EvidenceStore

NAME = "invented-law.pdf"
BACKS = 2
_LINES = (
    "An invented law of an invented country",
    "",
    "Article 1. This page was made for a demonstration.",
    "Article 2. It binds nobody and quotes nobody.",
    "Article 3. Whoever attaches a real law attaches a text like this one,",
    "or gives a link to the gazette that published it.",
)


def attach_demo_files(
    store: Store, contents: EvidenceStore, framework: Framework, stamp: Stamp
) -> int:
    """Attach the law to two answers of the government's draft, unless that was done.

    Returns:
        How many answers name it now.

    Raises:
        StorageError: when it could not be kept.
    """
    draft = _draft(store)
    if draft is None or files_of(store, draft):
        return 0
    stored = load_assessment(store, draft)
    scope = framework.in_scope(stored.assessment.scope)
    backed = [
        (indicator.key, answer)
        for indicator in scope.indicators
        if (answer := stored.assessment.answers.get(indicator.key))
        and answer.is_answered
        and answer.evidence
    ][:BACKS]
    if not backed:
        return 0
    upload = Upload(NAME, BytesIO(invented_law()))
    file = add_file(
        store,
        contents,
        scope,
        draft,
        upload,
        limits=DEFAULT_EVIDENCE,
        stamp=stamp,
    )
    title = backed[0][1].evidence[0].title
    law = EvidenceItem(title, page="art. 1", file=file.digest, file_name=file.name)
    for key, answer in backed:
        named = replace(answer, evidence=(law, *answer.evidence[1:]))
        seen = stored.version_of(key)
        record_answer(store, scope, PageKey(draft, key), named, seen=seen, stamp=stamp)
    return len(backed)


def invented_law() -> bytes:
    """Return a PDF of one page; the same bytes each time."""
    import pikepdf  # noqa: PLC0415 - a demo that is filled already needs none

    words = " ".join(f"({line}) Tj T*" for line in _LINES)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = f"BT /F1 14 Tf 22 TL 60 760 Td {words} ET"
        page.Contents = pdf.make_stream(drawn.encode("ascii"))
        out = BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def _draft(store: Store) -> UUID | None:
    drafts = (
        summary.id
        for summary in list_assessments(store, EVERYTHING)
        if summary.team == GOVERNMENT
        and summary.state is State.DRAFT
        and summary.subject.code == GOVERNMENT_COUNTRY
    )
    return next(drafts, None)
