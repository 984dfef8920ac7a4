"""Templates to pages: one Jinja environment per language, made on first use.

The words of a language are globals of its environment, so that macros have them without
looking up the request, which a page with hundreds of sentences would feel.
"""

from functools import cache

from flask import Flask, current_app, url_for
from flask_security import current_user
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from assessment import resources
from assessment.texts import texts_in
from assessment.web.demo import is_demo_visitor
from assessment.web.filters import share_of, words_of
from assessment.web.language import OWN_NAMES, current_language, offered
from assessment.web.state import EXTENSION as STATE
from assessment.web.state import AppState

EXTENSION = "assessment-environments"


def init_rendering(app: Flask) -> None:
    """Prepare *app* to render pages in every language."""
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = {}


def render(template: str, /, **context: object) -> str:
    """Return the page *template* in the language of this request."""
    return _environment(current_language()).get_template(template).render(context)


def environment_in(app: Flask, language: str) -> Environment:
    """Return the environment whose templates speak *language*."""
    kept: dict[str, Environment] = app.extensions[EXTENSION]
    if language not in kept:
        kept[language] = _make_environment(app, language)
    return kept[language]


def _environment(language: str) -> Environment:
    return environment_in(current_app, language)


def _make_environment(app: Flask, language: str) -> Environment:
    texts = texts_in(language)
    words = words_of(texts)
    environment = app.create_jinja_environment()
    environment.undefined = StrictUndefined
    environment.auto_reload = app.debug
    environment.globals.update(
        words,
        lang=language,
        dir=texts.direction,
        languages=[(code, OWN_NAMES[code]) for code in offered(_languages(app))],
        csrf_token=generate_csrf,
        current_user=current_user,
        asset=_asset_url,
        is_demo=is_demo_visitor,
        share=share_of,
    )
    environment.filters.update(
        {name: words[name] for name in ("fw", "number", "signed", "percent", "date")}
    )
    return environment


def _languages(app: Flask) -> tuple[str, ...]:
    state: AppState = app.extensions[STATE]
    return state.settings.languages


@cache
def foreign_mark(language: str, framework_language: str) -> Markup:
    """Return the attributes of framework texts that have no translation into *language*.

    Screen readers and bidirectional text need to know when a sentence is in another
    language than its page (WCAG 3.1.2).
    """
    catalogue = resources.TRANSLATIONS / language / "LC_MESSAGES" / "framework.po"
    if language == framework_language or catalogue.is_file():
        return Markup()
    direction = texts_in(framework_language).direction
    return Markup(' lang="{}" dir="{}"').format(framework_language, direction)


def _asset_url(name: str) -> str:
    return url_for("static", filename=name, v=_fingerprint(name))


@cache
def _fingerprint(name: str) -> str:
    stat = (resources.WEB_STATIC / name).stat()
    return f"{stat.st_mtime_ns:x}-{stat.st_size:x}"
