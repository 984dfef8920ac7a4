"""Routes of evidence: the register, files in and out, links that are asked."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import RegisterItem
from assessment.domain.guard import find_in_texts
from assessment.domain.people.may import Action
from assessment.errors import N_, InvalidFileError, InvalidInputError
from assessment.services.evidence.adding import add_file
from assessment.services.evidence.archive import write_archive
from assessment.services.evidence.changing import mend_document, remove_document
from assessment.services.evidence.reading import content_of
from assessment.web.access import allow, stamp
from assessment.web.evidence.asking import ask_in_background
from assessment.web.evidence.pages import (
    MendPage,
    may_change,
    mend_page,
    register_page,
)
from assessment.web.frame import Opened, opened
from assessment.web.guarding import warning_about
from assessment.web.rendering import render
from assessment.web.results.routes import file_name, portable_of
from assessment.web.typed import stripped
from assessment.web.uploads import upload_of
from assessment.web.wizard.documents import register_seen, usable_files
from assessment.web.wizard.pages import FieldError

bp = Blueprint("evidence", __name__, url_prefix="/assessments/<uuid:assessment_id>")

SANDBOX = "default-src 'none'; sandbox"
"""Policy of files: whatever a browser makes of one, it runs and loads nothing."""
_NO_FILE = N_("Choose a file first.")
_NOTICES = {
    "mended": N_("Saved for every answer that names it."),
    "removed": N_("Taken out. The history keeps that it was there."),
}


@bp.get("/evidence")
@allow(Action.SEE)
def register(assessment_id: UUID) -> ResponseReturnValue:
    """Show every document once, with what it serves."""
    work = opened(assessment_id)
    page = register_page(work, request.args.get("page", 1, type=int))
    if page is None:
        abort(404)
    notice = _NOTICES.get(request.args.get("done", ""), "")
    page = replace(page, notice=notice, is_asking="asking" in request.args)
    return render("evidence/register.html", frame=work.frame, page=page)


@bp.get("/evidence/<digest>")
@allow(Action.SEE)
def download(assessment_id: UUID, digest: str) -> ResponseReturnValue:
    """Hand a file out, to be saved and never shown, to who sees an answer it backs."""
    work = opened(assessment_id)
    if digest not in usable_files(work):
        abort(404)
    state = work.state
    found = content_of(state.store, state.contents, assessment_id, digest)
    if found is None:
        abort(404)
    file, content = found
    response = send_file(
        content,
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=False,
        max_age=None,
    )
    response.content_length = file.size
    return response


download.talisman_view_options = {  # type: ignore[attr-defined]  # of this view alone
    "content_security_policy": SANDBOX
}


@bp.get("/evidence.zip")
@allow(Action.EXPORT)
def export(assessment_id: UUID) -> ResponseReturnValue:
    """Hand the assessment out with its files, as far as the person sees it."""
    work = opened(assessment_id)
    whole = work.state.frameworks.get(work.stored.edition)
    pieces = write_archive(
        portable_of(work), whole, usable_files(work), work.state.contents
    )
    response = Response(pieces, mimetype="application/zip")
    name = f"{file_name(work)}.zip"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.post("/indicators/<indicator_key>/files")
@allow(Action.ANSWER)
def upload(assessment_id: UUID, indicator_key: str) -> ResponseReturnValue:
    """Keep a file that a script sends; the answer names it when it is saved."""
    work = opened(assessment_id)
    if indicator_key not in work.framework.indicators_by_key:
        abort(404)
    file = request.files.get("file")
    if file is None or not file.filename:
        return {"problem": "file", "message": work.texts.gettext(_NO_FILE)}, 422
    try:
        kept = add_file(
            work.state.store,
            work.state.contents,
            work.framework,
            assessment_id,
            upload_of(file),
            limits=work.state.settings.evidence,
            stamp=stamp(work.state.now()),
        )
    except InvalidFileError as error:
        return {
            "problem": "file",
            "message": work.texts.problem(error.problems[0]),
        }, 422
    title = kept.name.rpartition(".")[0]
    return {"file": kept.digest, "name": kept.name, "title": title}


@bp.get("/evidence/documents/<item_key>")
@allow(Action.ANSWER)
def mend(assessment_id: UUID, item_key: str) -> ResponseReturnValue:
    """Ask for the title, link and date of a document."""
    work = opened(assessment_id)
    return _mend_page(work, mend_page(work, _entry(work, item_key)))


@bp.post("/evidence/documents/<item_key>")
@allow(Action.ANSWER)
def save(assessment_id: UUID, item_key: str) -> ResponseReturnValue:
    """Mend a document in every answer that names it, as far as the person may."""
    work = opened(assessment_id)
    entry = _entry(work, item_key)
    typed, seen = _typed(entry.item, ""), _typed(entry.item, "seen-")
    page = mend_page(work, entry, typed, seen)
    if request.form.get("go") == "look":
        return _mend_page(work, page)
    found = find_in_texts([("title", typed.title)])
    if warning := warning_about(assessment_id, entry.serves[0], found):
        return _mend_page(work, replace(page, warning=warning))
    try:
        mend_document(
            work.state.store,
            work.framework,
            assessment_id,
            item_key,
            typed,
            seen=seen,
            within=may_change(work, entry),
            stamp=stamp(work.state.now()),
        )
    except InvalidInputError as error:
        wrong = tuple(
            FieldError(p.path.rpartition(".")[2], work.texts.problem(p))
            for p in error.problems
        )
        return _mend_page(work, replace(page, errors=wrong))
    return _back(work, "done=mended")


@bp.post("/evidence/documents/<item_key>/remove")
@allow(Action.ANSWER)
def remove(assessment_id: UUID, item_key: str) -> ResponseReturnValue:
    """Take a document out of every answer, as far as the person may."""
    work = opened(assessment_id)
    entry = _find(work, item_key)
    if entry is not None:  # else somebody has just done so
        remove_document(
            work.state.store,
            work.framework,
            assessment_id,
            item_key,
            within=may_change(work, entry),
            stamp=stamp(work.state.now()),
        )
    return _back(work, "done=removed")


@bp.post("/evidence/check")
@allow(Action.SEE_WHOLE)
def check(assessment_id: UUID) -> ResponseReturnValue:
    """Begin to ask for the links; what it comes to is on the page a while later."""
    work = opened(assessment_id)
    ask_in_background(work)
    return _back(work, "asking=yes")


def _find(work: Opened, key: str) -> RegisterItem | None:
    return next((e for e in register_seen(work) if e.key == key), None)


def _entry(work: Opened, key: str) -> RegisterItem:
    found = _find(work, key)
    if found is None:
        abort(404)
    return found


def _typed(item: EvidenceItem, prefix: str) -> EvidenceItem:
    title, link, date = (
        stripped(request.form.get(f"{prefix}{name}", ""))
        for name in ("title", "link", "date")
    )
    return replace(item, title=title, link=link, date=date)


def _mend_page(work: Opened, page: MendPage) -> ResponseReturnValue:
    html = render("evidence/mend.html", frame=work.frame, page=page)
    return html, 422 if page.errors or page.warning else 200


def _back(work: Opened, told: str) -> ResponseReturnValue:
    url = url_for(".register", assessment_id=work.stored.id)
    return redirect(f"{url}?{told}", code=303)
