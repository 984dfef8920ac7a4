"""What somebody typed, kept when it could not be saved: shown again, ready to be sent.

Whatever goes wrong with a form (signed out, a form grown old, a locked database, our own
bug), the page that says so holds what was sent. Nothing of it is stored on the server: it
goes back to the browser it came from. Only to that one: a form sent by another site is never
shown as one's own words, with a button that would save them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Request, current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing.exceptions import RoutingException

from assessment.errors import N_
from assessment.web.language import current_texts
from assessment.web.typed import readable

TYPED_PAGES = frozenset(
    {
        "wizard.indicator",
        "wizard.save_indicator",
        "wizard.clear_indicator",
        "wizard.profile",
        "wizard.save_profile",
        "start.new",
        "voices.new",
        "talk.say",
        "evidence.mend",
        "evidence.save",
        "asked.hand_back",
        "delegation.order",
        "delegation.change",
        "plan.change",
        "plan.follow_up",
        "plan.set_aim",
        "replies.say",
        "replies.withdraw",
        "manage.show",
        "manage.change",
        "rounds.show",
        "rounds.take_it_back",
        "rounds.return_it",
        "rounds.clear_it",
        "rounds.show_otherwise",
        "rounds.withdraw_it",
    }
)
"""Pages with text that people type: "back" shows it again, errors show it, too."""

LOOKING = frozenset(
    {
        "wizard.save_indicator",
        "wizard.save_profile",
        "start.new",
        "voices.new",
        "evidence.save",
        "plan.change",
        "plan.follow_up",
        "plan.set_aim",
    }
)
"""Those of them that show the page with what was typed, and save nothing, for ``go=look``."""

PREFIX = "kept-"
"""Stands before the names of what a sign-in form carries along."""
ADDRESS = f"{PREFIX}to"
MOST_BYTES = 4 * 1024 * 1024
"""What was refused as too large is shown again, so that it can be made shorter."""

_TECHNICAL = frozenset({"csrf_token", "go"})
_CHOICES = re.compile(
    r"ask|part|account|due|version|met|none|unknown|grade|kind|scope|status|level|language|country|"
    r"fact-.*|none-.*|seen|explained|about|replaces|team|beside|edition|again|"
    r"evidence-[0-9]{1,4}-(file|drop)|"
    r"seen-(title|link|date|name|period|respondent|language)|visibility|revision"
)
_EVIDENCE = re.compile(r"evidence-([0-9]{1,4})-(title|link|date|page)")
_PARTS = {
    "title": N_("Title of document %(number)s"),
    "link": N_("Link"),
    "date": N_("Date"),
    "page": N_("Page or article"),
}
_LABELS = {
    "note": N_("Note for reviewers"),
    "message": N_("Note to them"),
    "respondent": N_("Who answers"),
    "year": N_("Year"),
    "comment": N_("Comment"),
    "wording": N_("The action in your own words"),
    "owner": N_("Body in charge"),
    "why": N_("Why you aim there"),
    "reply": N_("Reply"),
    "function": N_("Your function"),
    "withdrawal": N_("Why the reply is withdrawn"),
    "title": N_("Title"),
    "link": N_("Link"),
    "date": N_("Date"),
    "reason": N_("Why it is about no single person"),
    "because": N_("Why"),
    "name": N_("Name"),
    "period": N_("Year"),
}
_REMARK = N_("Remark: %(name)s")
_FIGURE = N_("Figure: %(name)s")
_FIGURE_YEAR = N_("Year of the figure: %(name)s")
_ONE_LINE = 80
_TALLEST = 16


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text as it was typed.

    Attributes:
        rows: Lines that show most of it.
    """

    name: str
    label: str
    value: str
    rows: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A form as it was sent.

    Attributes:
        path: Where it was sent, as routes name it.
        texts: What was typed, for people to read, change and copy.
        choices: Ticks, and what else goes along: name and value.
        can_look: Whether its page can be opened with all of it filled in.
    """

    path: str
    texts: tuple[KeptText, ...]
    choices: tuple[tuple[str, str], ...]
    can_look: bool

    @property
    def to(self) -> str:
        """Where it can be sent again."""
        return f"{request.script_root}{self.path}"


def kept_form() -> Kept | None:
    """Return the form that this request brought; None when there is nothing to keep."""
    if request.method != "POST" or request.endpoint not in TYPED_PAGES:
        return None
    if not is_from_here():
        return None
    form = _form_of(request)
    return _kept(request.path, form.items(multi=True)) if form else None


def carried_form() -> Kept | None:
    """Return the form that a sign-in form carried along, if its page may be sent to."""
    path = request.form.get(ADDRESS, "")
    if not path or not _is_typed_page(path):
        return None
    carried = [
        (name.removeprefix(PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(PREFIX) and name != ADDRESS
    ]
    return _kept(path, carried)


def as_sent(kept: Kept) -> list[list[str]]:
    """Return *kept* as plain data: where it was sent, then names and values."""
    fields = [[text.name, text.value] for text in kept.texts]
    return [[ADDRESS, kept.path], *fields, *map(list, kept.choices)]


def kept_again(sent: list[list[str]]) -> Kept | None:
    """Return what :func:`as_sent` gave, if its page may still be sent to."""
    (_, path), *fields = sent
    if not _is_typed_page(path):
        return None
    return _kept(path, [(name, value) for name, value in fields])


def is_from_here() -> bool:
    """Return whether a page of this very site sent the request.

    Browsers say so of every form (``Origin``); where one does not, its ``Referer`` counts.
    """
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return bool(origin) and urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def _kept(path: str, fields: Iterable[tuple[str, str]]) -> Kept | None:
    choices, texts = [], []
    for name, sent in fields:
        value = readable(sent.replace("\r\n", "\n"))
        if name in _TECHNICAL or name != readable(name):
            continue
        if _CHOICES.fullmatch(name):
            choices.append((name, value))
        elif value.strip():
            texts.append(KeptText(name, _label(name), value, _rows(value)))
    if not (choices or texts):
        return None
    can_look = _endpoint_of(path) in LOOKING
    return Kept(path, tuple(texts), tuple(choices), can_look)


def _form_of(sent: Request) -> MultiDict[str, str] | None:
    try:
        return sent.form
    except HTTPException:
        pass
    again = current_app.request_class(sent.environ)
    again.max_content_length = again.max_form_memory_size = MOST_BYTES
    try:
        return again.form
    except (HTTPException, OSError):
        return None
    finally:
        again.close()  # files that came along


def _is_typed_page(path: str) -> bool:
    return _endpoint_of(path) in TYPED_PAGES


def _endpoint_of(path: str) -> str:
    """Return the route that a form is sent to; empty: none."""
    adapter = current_app.url_map.bind("localhost")
    try:
        endpoint, _values = adapter.match(path, method="POST")
    except (HTTPException, RoutingException):
        return ""
    return str(endpoint)


def _label(name: str) -> str:
    texts = current_texts()
    if found := _EVIDENCE.fullmatch(name):
        number = texts.number(int(found[1]) + 1)
        return texts.gettext(_PARTS[found[2]], number=number)
    if name.startswith("figure-"):
        key, is_year, _ = name.removeprefix("figure-").partition(".year")
        return texts.gettext(_FIGURE_YEAR if is_year else _FIGURE, name=key)
    if name.startswith("remark-"):
        return texts.gettext(_REMARK, name=name.removeprefix("remark-"))
    return texts.gettext(_LABELS.get(name, name))


def _rows(value: str) -> int:
    lines = sum(1 + len(line) // _ONE_LINE for line in value.splitlines())
    return min(max(lines, 1), _TALLEST)
