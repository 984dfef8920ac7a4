"""What an author should look at although the file is sound: warnings of ``check``.

Nothing here stops a framework from being used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessment.domain.framework import (
    Citation,
    Condition,
    FactKind,
    Framework,
    Sign,
)
from assessment.domain.terms import TermForms, missing_terms
from assessment.errors import N_, Problem
from assessment.framework_file.catalogue import framework_texts
from assessment.yaml_nodes.nodes import Node
from assessment.yaml_nodes.reading import Part

MOST_CRITERIA = 3
"""As many as a person ticks with one thought; more make a rung a wall."""


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
    yield from _unused(framework, root)
    yield from _rungs(root)
    yield from _reasons(framework, root)
    yield from _terms(framework, root)
    yield from _traces(framework, root)
    yield from _contradictions(framework, root)


def _unused(framework: Framework, root: Part) -> Iterator[Remark]:
    """What is defined and never named: left over, or forgotten where it belongs."""
    cited = {c.source for c in _citations(framework)}
    named = {i.lead for i in framework.indicators}
    named |= {c.owner for i in framework.indicators for c in i.criteria()}
    hooked = {hook.instrument for i in framework.indicators for hook in i.legal}
    aimed = {target for i in framework.indicators for target in i.sdg}
    lists = (
        ("sources", "code", cited, N_('Nothing cites the source "{key}".')),
        ("sectors", "key", named, N_('The sector "{key}" leads on and owns nothing.')),
        ("instruments", "key", hooked, N_('No legal hook names "{key}".')),
        ("sdg_targets", "key", aimed, N_('No indicator aims at "{key}".')),
    )
    for part, name, used, template in lists:
        for item in root.parts(part):
            key = item[name]
            if key not in used:
                yield _at(item, name, f"{part}.{key}", template, key=key)


def _citations(framework: Framework) -> Iterator[Citation]:
    for indicator in framework.indicators:
        yield from (*indicator.citations, *indicator.why_citations)
    for point in framework.points:
        yield from point.citations
    for recommendation in framework.recommendations:
        yield from recommendation.citations
    yield from (term.source for term in framework.terms)


def _rungs(root: Part) -> Iterator[Remark]:
    """Rungs with so many criteria that hardly anybody meets all of them."""
    for indicator in root.parts("indicators"):
        for rung in indicator.parts("ladder"):
            count = len(rung.parts("criteria"))
            if count > MOST_CRITERIA:
                template = N_(
                    "Rung {rung} has {count} criteria: one to three are usual."
                )
                path = f"indicators.{indicator['key']}"
                yield _at(rung, "rung", path, template, rung=rung["rung"], count=count)


def _reasons(framework: Framework, root: Part) -> Iterator[Remark]:
    """Answers that switch something off without a reason: the question is printed."""
    wanting: dict[str, set[str]] = {}
    for condition in _conditions(framework):
        fact = framework.facts_by_key[condition.fact]
        wanted = set(condition.values)
        if fact.kind is FactKind.SEVERAL_OF:
            lacking = set() if wanted & set(fact.reasons) else wanted
        else:
            lacking = set(fact.values) - wanted - set(fact.reasons)
        wanting.setdefault(fact.key, set()).update(lacking)
    for part in root.parts("profile"):
        for value in sorted(wanting.get(part["key"], ())):
            template = N_(
                'The answer "{value}" to "{key}" switches something off and has no reason.'
            )
            path = f"profile.{part['key']}"
            yield _at(part, "reasons", path, template, value=value, key=part["key"])


def _conditions(framework: Framework) -> Iterator[Condition]:
    for indicator in framework.indicators:
        yield from indicator.when
        for criterion in indicator.criteria():
            yield from criterion.when


def _terms(framework: Framework, root: Part) -> Iterator[Remark]:
    """Terms none of whose forms stands in any text: nobody would ever see them."""
    texts = "\n".join(
        text
        for text, comment in framework_texts(framework)
        if not comment.startswith(("term ", "source ", "archetype "))
    )
    terms = (TermForms(term.key, term.forms) for term in framework.terms)
    unseen = {term.key for term in missing_terms(texts, terms)}
    for part in root.parts("terms"):
        if part["key"] in unseen:
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


def _contradictions(framework: Framework, root: Part) -> Iterator[Remark]:
    """Contradictions that say the same, and limits of age that limit nothing."""
    first: dict[frozenset[Sign], str] = {}
    pairs = zip(framework.contradictions, root.parts("contradictions"), strict=True)
    for declared, part in pairs:
        known = first.setdefault(frozenset(declared.when), declared.key)
        path = f"contradictions.{declared.key}"
        if known != declared.key:
            template = N_('It has the conditions of "{key}".')
            yield _at(part, "when", path, template, key=known)
        elif len(set(declared.when)) < len(declared.when):
            template = N_("The same condition stands here twice.")
            yield _at(part, "when", path, template)
    types = {indicator.type for indicator in framework.indicators}
    for kind in framework.review.evidence_years:
        if kind not in types:
            template = N_('No indicator is of type "{kind}".')
            years = root["review"]["evidence_years"]
            yield _at(years, kind, "review", template, kind=kind)


def _at(part: Part, name: str, path: str, template: str, **values: object) -> Remark:
    return Remark(part.at(name), path, template, values)


def as_problems(source: str, remarks: Iterable[Remark]) -> tuple[Problem, ...]:
    """Return *remarks* as problems, by place."""
    found = (remark.problem(source) for remark in remarks)
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))
