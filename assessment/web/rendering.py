"""Templates to pages: one Jinja environment per language, made on first use.

The words of a language are globals of its environment, so that macros have them without
looking up the request, and sentences without values are translated while a template is
compiled: a page has hundreds of them.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from threading import Lock
from urllib.parse import quote

from flask import Flask, current_app, request, url_for
from flask_security import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup, escape

from assessment import resources
from assessment.domain.framework import Framework
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.texts import Texts, texts_in
from assessment.web.demo import is_demo_visitor
from assessment.web.filters import place_of, width_of, words_of
from assessment.web.language import OWN_NAMES, current_language, offered
from assessment.web.passkey_place import passkey_place
from assessment.web.state import EXTENSION as STATE
from assessment.web.state import AppState

EXTENSION = "assessment-environments"
FRAGMENTS = "assessment-fragments"
KEPT_CHARACTERS = 6_000_000
"""Of all fragments together: some hundreds of pages, at most 24 MB in a web process."""
_COST_OF_KEY = 500
"""A key weighs about as much as so many characters."""
_SENTENCE = re.compile(r"\{\{ _\('([^'\\%{}]+)'\) \}\}")


class Fragments:
    """Parts of pages as they were drawn; what was not used longest goes first."""

    def __init__(self, most: int = KEPT_CHARACTERS, *, key: int = _COST_OF_KEY) -> None:
        self._most, self._cost_of_key = most, key
        self._size = 0
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Markup | None:
        """Return what is kept under *key*."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, drawn: Markup) -> None:
        """Keep *drawn*; what is used least makes room for it."""
        with self._lock:
            if key in self._kept:
                self._size -= self._cost(self._kept.pop(key))
            self._kept[key] = drawn
            self._size += self._cost(drawn)
            while self._size > self._most:
                self._size -= self._cost(self._kept.popitem(last=False)[1])

    def _cost(self, drawn: Markup) -> int:
        return len(drawn) + self._cost_of_key


class CompiledSentences(Extension):
    """Translates ``{{ _('...') }}`` without values once, when a template is compiled."""

    def preprocess(
        self, source: str, name: str | None, filename: str | None = None
    ) -> str:
        """Return *source* with such sentences in the environment's language."""
        texts: Texts = self.environment.texts  # type: ignore[attr-defined]
        is_plain = bool(name and name.endswith(".txt"))
        return _SENTENCE.sub(
            lambda found: (
                texts.gettext(found[1])
                if is_plain
                else str(escape(texts.gettext(found[1])))
            ),
            source,
        )


def init_rendering(app: Flask) -> None:
    """Prepare *app* to render pages in every language."""
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "extensions": [CompiledSentences],
    }
    app.extensions[EXTENSION] = {}
    app.extensions[FRAGMENTS] = Fragments()


def render(template: str, /, **context: object) -> str:
    """Return the page *template* in the language of this request.

    Args:
        template: Which page.
        context: Page objects. Flask-Security hands its forms over.

    Raises:
        TypeError: for a dict: its keys and its methods are one to a template, so that
            ``urls.clear`` once printed a method.
    """
    _refuse_dicts(context)
    environment = environment_in(current_app, current_language())
    user = current_user._get_current_object()  # noqa: SLF001 - the proxy costs each time
    return environment.get_template(template).render(
        context,
        user=user,
        language_links=_language_links(environment),
    )


def fragment(
    template: str,
    key: tuple[Hashable, ...],
    make: Callable[[], object],
    **around: object,
) -> Markup:
    """Return a part of a page, drawn once per *key* and language.

    Args:
        template: Its template; it may use nothing of the request.
        key: All that it depends on, such as an assessment's id and revision.
        make: Gives the page object, when the part has to be drawn.
        around: What else it shows, such as the frame.
    """
    language = current_language()
    full_key = (template, language, request.script_root, *key)
    fragments: Fragments = current_app.extensions[FRAGMENTS]
    kept = fragments.get(full_key)
    if kept is not None:
        return kept
    environment = environment_in(current_app, language)
    context = {"page": make(), **around}
    _refuse_dicts(context)
    drawn = Markup(environment.get_template(template).render(context))  # noqa: S704 - ours
    fragments.put(full_key, drawn)
    return drawn


def drawn_lines(template: str, lines: Iterable[Hashable], **around: Hashable) -> Markup:
    """Return the lines of a list, each drawn once as long as it says the same.

    Args:
        template: That of one line; it may use nothing of the request but the language.
        lines: Page objects, each ``line`` in turn.
        around: What else each shows.
    """
    language, fragments = current_language(), current_app.extensions[FRAGMENTS]
    same = (template, language, *around.items())
    make = environment_in(current_app, language).get_template(template)
    drawn = []
    for line in lines:
        kept = fragments.get((same, line))
        if kept is None:
            kept = Markup(make.render({"line": line, **around}))  # noqa: S704 - ours
            fragments.put((same, line), kept)
        drawn.append(kept)
    return Markup().join(drawn)


def _refuse_dicts(context: Mapping[str, object]) -> None:
    for name, value in context.items():
        if isinstance(value, Mapping):
            raise TypeError(f"{name}: a template gets page objects, not a dict")


def environment_in(app: Flask, language: str) -> Environment:
    """Return the environment whose templates speak *language*."""
    kept: dict[str, Environment] = app.extensions[EXTENSION]
    if language not in kept:
        kept[language] = _make_environment(app, language)
    return kept[language]


def _make_environment(app: Flask, language: str) -> Environment:
    texts = texts_in(language)
    words = words_of(texts)
    environment = app.create_jinja_environment()
    environment.texts = texts  # type: ignore[attr-defined]
    environment.undefined = StrictUndefined
    environment.auto_reload = app.debug
    environment.globals.update(
        words,
        lang=language,
        dir=texts.direction,
        languages=[
            (code, OWN_NAMES[code])
            for code in offered(_languages(app))
            if code != language
        ],
        csrf_token=generate_csrf,
        asset=_asset_url,
        path=_path,
        is_demo=is_demo_visitor,
        passkey_place=passkey_place,
        demo_people=tuple((who, each.does) for who, each in DEMO_PEOPLE.items()),
        place=place_of,
        width=width_of,
    )
    environment.filters.update(
        {
            name: words[name]
            for name in ("fw", "number", "exact", "signed", "percent", "date")
        }
    )
    return environment


def _languages(app: Flask) -> tuple[str, ...]:
    state: AppState = app.extensions[STATE]
    return state.settings.languages


def _language_links(environment: Environment) -> list[tuple[str, str, str]]:
    """Return the other languages, each with the way to this page in it."""
    here = request.full_path if request.method == "GET" else request.path
    back = quote(here.removesuffix("?"), safe="/")
    languages: list[tuple[str, str]] = environment.globals["languages"]  # type: ignore[assignment]
    return [
        (code, name, f"{_path('start.language', code)}?next={back}")
        for code, name in languages
    ]


def foreign_mark(texts: Texts, framework: Framework) -> Markup:
    """Return the attributes of texts of *framework* when they stand untranslated.

    Screen readers and bidirectional text need to know when a sentence is in another
    language than its page (WCAG 3.1.2).
    """
    if texts.language == framework.language or texts.translates(framework):
        return Markup()
    direction = texts_in(framework.language).direction
    return Markup(' lang="{}" dir="{}"').format(framework.language, direction)


def _path(endpoint: str, code: str = "") -> str:
    """Return the URL of a page that depends on no assessment."""
    return _built(request.script_root, endpoint, code)


@lru_cache(maxsize=256)
def _built(_mounted_at: str, endpoint: str, code: str) -> str:
    return url_for(endpoint, code=code) if code else url_for(endpoint)


def _asset_url(name: str) -> str:
    return _built_asset(request.script_root, name)


@lru_cache(maxsize=256)
def _built_asset(_mounted_at: str, name: str) -> str:
    stat = (resources.WEB_STATIC / name).stat()
    version = f"{stat.st_mtime_ns:x}-{stat.st_size:x}"
    return url_for("static", filename=name, v=version)
