"""Bring the message catalogues up to date with the sources: make texts.

Two catalogues per language (ADR 0006): ``messages`` holds the words of the interface, the
reports and the command line; ``framework`` holds the texts of questions.yaml. Existing
translations are kept, sentences that changed are marked fuzzy, which means unused until
somebody has looked at them.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
INTERFACE_LANGUAGES = ("fr", "ar")
FRAMEWORK_LANGUAGES = ("fr", "ar")
PLACES = {
    "assessment": [("**.py", "python")],
    "templates": [("**.html", "jinja2"), ("**.txt", "jinja2")],
    "reports": [("**.html", "jinja2")],
}
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "gettext": None,
    "ngettext": (1, 2),
    "_": None,
    "N_": None,
    # Of the words of reports (reporting/shapes/wording.py).
    "say": None,
    "count": (1, 2),
}
OPTIONS = {
    pattern: {"trimmed": "true", "silent": "false"} for pattern in ("**.html", "**.txt")
}


def interface_catalogue() -> Catalog:
    """Return every sentence marked in Python and Jinja, with its places."""
    catalogue = _catalogue()
    for folder, methods in PLACES.items():
        found = extract_from_dir(
            ROOT / folder,
            method_map=methods,
            options_map=OPTIONS,
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for name, _line, message, comments, context in found:
            # Without line numbers a moved sentence makes no difference to review.
            catalogue.add(
                message,
                locations=[(f"{folder}/{name}", None)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def framework_catalogue() -> Catalog:
    """Return every text of the framework file, with the key it belongs to."""
    from assessment import resources
    from assessment.framework_file import framework_texts, load_framework

    catalogue = _catalogue()
    for text, comment in framework_texts(load_framework(resources.DEFAULT_FRAMEWORK)):
        catalogue.add(text, auto_comments=[comment] if comment else [])
    return catalogue


def update(domain: str, template: Catalog, languages: tuple[str, ...]) -> Iterator[str]:
    """Write the template and every language's catalogue; say how complete each is."""
    TRANSLATIONS.mkdir(exist_ok=True)
    _write(TRANSLATIONS / f"{domain}.pot", template)
    for language in languages:
        path = TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue = Catalog(locale=language, domain=domain, fuzzy=False)
        if path.exists():
            catalogue = read_po(BytesIO(path.read_bytes()), locale=language)
        catalogue.update(template, no_fuzzy_matching=False)
        catalogue.obsolete.clear()
        _write(path, catalogue)
        open_ones = [
            m for m in catalogue if m.id and (m.fuzzy or not _filled(m.string))
        ]
        yield f"{domain} {language}: {len(catalogue)} sentences, {len(open_ones)} open"


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _catalogue() -> Catalog:
    # A fixed date: a catalogue changes when its sentences do and not when it is made.
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    return Catalog(
        project="gap-assessment",
        creation_date=moment,
        revision_date=moment,
        fuzzy=False,
    )


def _write(path: Path, catalogue: Catalog) -> None:
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        omit_header=False,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    path.write_bytes(buffer.getvalue())


def main() -> int:
    """Update all catalogues; return 1 when sentences are open and --strict is given."""
    lines = [*update("messages", interface_catalogue(), INTERFACE_LANGUAGES)]
    lines += update("framework", framework_catalogue(), FRAMEWORK_LANGUAGES)
    print("\n".join(lines))
    is_open = any(not line.endswith(" 0 open") for line in lines)
    return int("--strict" in sys.argv and is_open)


if __name__ == "__main__":
    raise SystemExit(main())
