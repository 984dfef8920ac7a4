"""Routes of what is published. Anybody may use them; what they show is up to visibility."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assessment.domain.framework import Framework
from assessment.domain.people.may import Action, may
from assessment.domain.rounds.published import Published
from assessment.domain.rounds.snapshot import read_code
from assessment.domain.rounds.visibility import Part, Shown, shows
from assessment.domain.scoring import Lens, Scorecard
from assessment.errors import AssessmentNotFoundError
from assessment.services.published.reading import (
    Around,
    around,
    find_published,
    is_withdrawn,
    published_list,
    published_version,
    shown_of,
)
from assessment.web.access import ANYONE, allow
from assessment.web.addresses import lasting_address
from assessment.web.language import current_language, current_texts
from assessment.web.person import current_person
from assessment.web.published import pages
from assessment.web.published.beside import other_views
from assessment.web.published.caching import not_changed, tag_of, with_tag
from assessment.web.published.citing import downloads_of, signed_by
from assessment.web.published.gone import withdrawn_page
from assessment.web.published.lists import (
    LINES_PER_PAGE,
    ListPage,
    list_page,
    wanted_by,
)
from assessment.web.published.points import point_page
from assessment.web.rendering import fragment, render
from assessment.web.results.pages import LENS_WORDS
from assessment.web.state import app_state

bp = Blueprint("published", __name__, url_prefix="/published")

_MOST_PAGES = 1_000_000


@dataclass(frozen=True)
class Found:
    """A publication that this person may see, with what is shown of it.

    Attributes:
        state: What tells this state of what is shown from any other.
    """

    published: Published
    framework: Framework
    around: Around
    state: str

    @cached_property
    def shown(self) -> Shown | None:
        """What others see of it, read only when it is asked for; None when nothing is."""
        state = app_state()
        return shown_of(state.store, state.frameworks.get, self.published)[1]

    @property
    def tag(self) -> str:
        """What tells this state of the page at hand from any other."""
        return tag_of((self.state, current_language(), request.url))

    @property
    def head(self) -> pages.Head:
        """What stands above every page of it."""
        return pages.head_of(
            self.framework,
            self.published,
            self.around.successor,
            current_texts(),
            own=_own(self.published),
        )


@bp.get("", strict_slashes=False)
@allow(ANYONE)
def index() -> ResponseReturnValue:
    """List what is published."""
    state, wanted = app_state(), wanted_by(request.args)
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= _MOST_PAGES:
        abort(404)
    first = (number - 1) * LINES_PER_PAGE

    def drawn() -> ListPage:
        found = published_list(
            state.store, state.frameworks.get, wanted, first=first, most=LINES_PER_PAGE
        )
        if first and not found.lines:
            abort(404)
        return list_page(found, wanted, number, current_texts())

    # Drawn once for each state of all that is public, whoever looks.
    key = (published_version(state.store), wanted, number)
    return render(
        "published/list.html", page=fragment("published/_list.html", key, drawn)
    )


@bp.get("/<snapshot_code>")
@allow(ANYONE)
def show(snapshot_code: str) -> ResponseReturnValue:
    """Show one publication at its permanent address."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    if known := not_changed(found.tag):
        return known
    if not shows(found.published.publication.visibility, Part.HEADER):
        return _kept_back(found)
    head = found.head
    here = lasting_address(".show", snapshot_code=found.published.code)
    body = fragment(
        "published/_page.html",
        (found.state, here, head.own),
        lambda: _whole(found, here),
        head=head,
    )
    return _answer("published/page.html", found, body)


def _whole(found: Found, here: str) -> pages.WholePage:
    """Return all that is shown of it; *here* is its permanent address with its host."""
    texts, shown = current_texts(), found.shown
    if shown is None:
        abort(404)
    return pages.whole_page(
        found.framework,
        found.published,
        shown,
        pages.Extras(
            other_views(found.published, found.around.beside),
            signed_by(found.framework, found.published, here, texts),
            downloads_of(found.published, current_language()),
            found.around.replies,
        ),
        texts,
    )


@bp.get("/<snapshot_code>/points/<group_key>")
@allow(ANYONE)
def point(snapshot_code: str, group_key: str) -> ResponseReturnValue:
    """Show the indicators of a point, as far as they are shown."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    if known := not_changed(found.tag):
        return known
    shown, card = _scored(found)
    framework = found.framework.in_scope(found.published.scope)
    if not framework.indicators_of.get(group_key):
        abort(404)
    page = point_page(
        framework, shown, card, group_key, found.around.replies, current_texts()
    )
    return _answer("published/point.html", found, page)


@bp.get("/<snapshot_code>/by/<lens_key>")
@allow(ANYONE)
def lens(snapshot_code: str, lens_key: str) -> ResponseReturnValue:
    """Regroup the same scores: by recommendation, type, sector or goal."""
    found = opened(snapshot_code)
    if not isinstance(found, Found):
        return found
    if known := not_changed(found.tag):
        return known
    _, card = _scored(found)
    chosen = next((lens for lens in LENS_WORDS if lens.value == lens_key), None)
    if chosen is None or not card.lens(chosen):
        abort(404)
    framework = found.framework.in_scope(found.published.scope)
    page = pages.lens_page(framework, card, Lens(chosen), found.head.url)
    return _answer("published/lens.html", found, page)


def opened(snapshot_code: str) -> Found | ResponseReturnValue:
    """Return a publication, or the answer for one that is shown no more or elsewhere.

    Raises:
        AssessmentNotFoundError: when there is none that this person may know of.
    """
    code = read_code(snapshot_code)
    if code is None:
        raise AssessmentNotFoundError("this is no code of a publication")
    state = app_state()
    published = find_published(state.store, code, current_person())
    if is_withdrawn(published):
        return withdrawn_page(published)
    if code != snapshot_code:
        values = {**(request.view_args or {}), "snapshot_code": code}
        return redirect(url_for(request.endpoint or ".show", **values), 303)
    framework = state.frameworks.get(published.edition)
    beside = around(state.store, framework, published)
    return Found(
        published,
        framework,
        beside,
        tag_of(
            (
                published.digest,
                published.publication.visibility,
                published.publication.state,
                published.publication.published_at,
                published.publication.superseded_at,
                beside.successor and beside.successor.code,
                *(f"{b.code}/{b.publication.visibility}" for b in beside.beside),
                beside.replies,
            )
        ),
    )


def _scored(found: Found) -> tuple[Shown, Scorecard]:
    """Return what is shown with its scores; there is no such page without them."""
    if found.shown is None or found.shown.scorecard is None:
        abort(404)
    return found.shown, found.shown.scorecard


def _answer(template: str, found: Found, page: object) -> Response:
    response = make_response(render(template, head=found.head, page=page))
    return with_tag(response, found.tag)


def _kept_back(found: Found) -> Response:
    return make_response(render("published/nothing.html", head=found.head))


def _own(published: Published) -> str:
    """Return where who works on the assessment finds it; empty for all others."""
    person = current_person()
    if not may(person, Action.SEE_WHOLE, published.standing):
        return ""
    assessment: UUID = published.publication.assessment
    return url_for("results.overview", assessment_id=assessment)
