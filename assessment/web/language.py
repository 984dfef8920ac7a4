"""Which language a person reads: their choice, else their browser's, else English."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from flask import Response, g, request

from assessment import resources
from assessment.texts import LANGUAGES, Texts, texts_in
from assessment.web.state import app_state

COOKIE = "language"

OWN_NAMES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ru": "Русский",
    "ar": "العربية",
    "zh": "中文",
}
"""Each language in its own words: whoever needs it cannot read the others."""


@lru_cache(maxsize=8)
def offered(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of *chosen* that have words of their own; English needs no catalogue.

    A site whose chosen languages all lack words speaks English.
    """
    spoken = tuple(language for language in chosen if _has_words(language))
    return spoken or ("en",)


def _has_words(language: str) -> bool:
    catalogue = resources.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
    return language == "en" or catalogue.is_file()


def current_texts() -> Texts:
    """Return the words of the language of this request."""
    texts: Texts | None = g.get("texts")
    if texts is None:
        texts = g.texts = texts_in(_chosen())
    return texts


@contextmanager
def speaking(language: str) -> Iterator[Texts]:
    """Speak *language* for a while: a message is in the language of who gets it."""
    before = g.get("texts")
    g.texts = texts_in(language)
    try:
        yield g.texts
    finally:
        g.texts = before


def current_language() -> str:
    """Return the code of the language of this request."""
    return current_texts().language


def say_language(response: Response) -> Response:
    """Tell caches and tools which language a page is in."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = current_language()
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def chosen_language() -> str:
    """Return the language that was chosen in this browser; empty: none was."""
    kept = request.cookies.get(COOKIE, "")
    return kept if kept in LANGUAGES else ""


def _chosen() -> str:
    if kept := chosen_language():
        return kept
    languages = offered(app_state().settings.languages)
    return request.accept_languages.best_match(languages, default=languages[0])
