"""What an author should look at although the file is sound: warnings of ``check``.

Nothing here stops a framework from being used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessment.domain.framework import Framework
from assessment.domain.terms import TermForms, find_terms
from assessment.errors import N_, Problem
from assessment.framework_file.catalogue import framework_texts
from assessment.yaml_nodes.nodes import Node
from assessment.yaml_nodes.reading import Part


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning, where it belongs."""

    node: Node
    path: str
    template: str
    values: dict[str, object]

    def problem(self, source: str) -> Problem:
        """Return it as a problem of the framework file."""
        place = (source, self.node.line, self.node.column)
        return Problem(*place, self.template, self.values, self.path)


def find_remarks(framework: Framework, root: Part) -> Iterator[Remark]:
    """Yield everything in a sound file that is probably not meant."""
    yield from _terms(framework, root)
    yield from _traces(framework, root)


def _terms(framework: Framework, root: Part) -> Iterator[Remark]:
    """Terms none of whose forms stands in any text: nobody would ever see them."""
    wanted = tuple(TermForms(term.key, term.forms) for term in framework.terms)
    found = {
        key
        for text, comment in framework_texts(framework)
        if wanted and not comment.startswith(("term ", "source ", "archetype "))
        for _, _, key in find_terms(text, wanted)
    }
    for part in root.parts("terms"):
        if part["key"] not in found:
            template = N_('No text uses the term "{key}" in any of its forms.')
            yield _at(part, "key", f"terms.{part['key']}", template, key=part["key"])


def _traces(framework: Framework, root: Part) -> Iterator[Remark]:
    """Indicators that claim recommendations without saying which criterion asks them.

    Only in a framework that says so elsewhere.
    """
    traced = {
        i.key for i in framework.indicators if any(c.serves for c in i.criteria())
    }
    proven = {i.key for i in framework.indicators if i.proof is not None}
    for part in root.parts("indicators"):
        key, path = part["key"], f"indicators.{part['key']}"
        if traced and key not in traced and part.get("recommendations"):
            template = N_(
                'No criterion of "{key}" says which recommendation it serves.'
            )
            yield _at(part, "recommendations", path, template, key=key)
        if proven and key not in proven:
            template = N_('"{key}" does not say which criterion proves its title.')
            yield _at(part, "key", path, template, key=key)


def _at(part: Part, name: str, path: str, template: str, **values: object) -> Remark:
    return Remark(part.at(name), path, template, values)


def as_problems(source: str, remarks: Iterable[Remark]) -> tuple[Problem, ...]:
    """Return *remarks* as problems, by place."""
    found = (remark.problem(source) for remark in remarks)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
