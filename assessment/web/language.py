"""Which language a person reads: their choice, else their browser's, else English."""

from functools import cache

from flask import Response, g, request

from assessment import resources
from assessment.texts import LANGUAGES, Texts, texts_in

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


@cache
def offered() -> tuple[str, ...]:
    """Return the languages that have words of their own; English needs no catalogue."""
    return tuple(
        language
        for language in LANGUAGES
        if language == "en"
        or (resources.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").is_file()
    )


def current_texts() -> Texts:
    """Return the words of the language of this request."""
    texts: Texts | None = g.get("texts")
    if texts is None:
        texts = g.texts = texts_in(_chosen())
    return texts


def current_language() -> str:
    """Return the code of the language of this request."""
    return current_texts().language


def say_language(response: Response) -> Response:
    """Tell caches and tools which language a page is in."""
    if response.mimetype == "text/html":
        response.headers["Content-Language"] = current_language()
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _chosen() -> str:
    kept = request.cookies.get(COOKIE, "")
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(offered(), default="en")
