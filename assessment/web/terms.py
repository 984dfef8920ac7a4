"""Words that the framework defines: marked where a page uses them, explained below it."""

from dataclasses import dataclass

from markupsafe import Markup, escape

from assessment.domain.framework import Framework
from assessment.domain.terms import mark_terms
from assessment.texts import Texts
from assessment.web.filters import short_citation


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A word and what it means here, in the reader's language.

    Attributes:
        source: Where the meaning comes from, in a few words.
    """

    key: str
    term: str
    definition: str
    source: str


class Marker:
    """Marks the first use of each defined word, in the order a page shows its texts."""

    def __init__(self, framework: Framework, texts: Texts) -> None:
        self._framework = framework
        self._texts = texts
        self._seen: dict[str, None] = {}

    def mark(self, text: str) -> Markup:
        """Return a *text* of the framework with links to the words it uses first.

        The links are for a pointer: with the keyboard one opens the list below, which is
        one stop instead of ten.
        """
        forms = self._texts.term_forms(self._framework.terms, text)
        pieces = mark_terms(self._texts.framework(text), forms, self._seen)
        marked = []
        for piece in pieces:
            if piece.term:
                self._seen[piece.term] = None
                link = Markup('<a class="term" href="#term-{}" tabindex="-1">{}</a>')
                marked.append(link.format(piece.term, piece.text))
            else:
                marked.append(escape(piece.text))
        return Markup().join(marked)

    def explained(self) -> tuple[ExplainedTerm, ...]:
        """Return the words that were marked, in the order of the page."""
        terms = {term.key: term for term in self._framework.terms}
        texts = self._texts
        return tuple(
            ExplainedTerm(
                key=key,
                term=texts.framework(terms[key].term),
                definition=texts.framework(terms[key].definition),
                source=short_citation(self._framework, terms[key].source, texts),
            )
            for key in self._seen
        )
