"""What a report says of its clearance: who, when, and in what state it was made."""

from assessment.domain.rounds.states import State
from assessment.errors import N_
from assessment.reporting.shapes.material import Material
from assessment.reporting.shapes.parts import Fact
from assessment.reporting.shapes.seal import Imprint
from assessment.reporting.shapes.wording import Wording

STATE_WORDS = {
    State.DRAFT: N_("a draft, not cleared"),
    State.IN_REVIEW: N_("in review, not cleared yet"),
    State.CLEARED: N_("cleared, not published"),
    State.PUBLISHED: N_("published"),
    State.SUPERSEDED: N_("published; a newer round has taken its place"),
    State.WITHDRAWN: N_("withdrawn from publication"),
}


def clearance_parts(material: Material) -> tuple[Wording, ...]:
    """Return the state and who signed, for the line below the title."""
    words, imprint = material.words, material.imprint
    if imprint is None:
        return (_signed(material) or words.say("not cleared yet"),)
    state = words.say(STATE_WORDS[imprint.state])
    if not imprint.is_signed:
        said = (_unconfirmed(material, imprint), _said_before(material))
        return (state, *(part for part in said if part))
    return (_signed(material) or state,)


def clearance_facts(material: Material) -> tuple[Fact, ...]:
    """Return the same as facts, with digest and code, for the page of provenance."""
    words, mine, imprint = material.words, material.assessment, material.imprint
    who = words.say("not cleared yet")
    if mine.clearance is not None and (imprint is None or imprint.is_signed):
        who = words.say(
            "%(name)s, %(function)s, %(date)s",
            name=words.typed(mine.clearance.name),
            function=words.typed(mine.clearance.function),
            date=material.texts.date(mine.clearance.on),
        )
    facts = [Fact(words.say("Cleared by"), who)]
    if imprint is not None:
        state = words.say(STATE_WORDS[imprint.state])
        facts.append(Fact(words.say("State when this was made"), state))
    if imprint is not None and imprint.part_of:
        facts.append(Fact(words.say("What is left out"), _part(material, imprint)))
    return tuple(facts)


def _unconfirmed(material: Material, imprint: Imprint) -> Wording | None:
    """Return how many answers of a draft still say what the last round said."""
    if not imprint.unconfirmed:
        return None
    return material.words.count(
        "%(num)s answer carried over and not confirmed yet",
        "%(num)s answers carried over and not confirmed yet",
        imprint.unconfirmed,
    )


def _part(material: Material, imprint: Imprint) -> Wording:
    """Say that more was cleared than is told here, and under which code."""
    return material.words.say(
        "Notes, and evidence that is not public, as those who published it decided. The "
        "whole was cleared under the code %(code)s; the file inside this report is a part "
        "of it and has no code.",
        code=material.words.typed(imprint.part_of),
    )


def _signed(material: Material) -> Wording | None:
    clearance = material.assessment.clearance
    if clearance is None:
        return None
    return material.words.say(
        "cleared by %(name)s, %(function)s, on %(date)s",
        name=material.words.typed(clearance.name),
        function=material.words.typed(clearance.function),
        date=material.texts.date(clearance.on),
    )


def _said_before(material: Material) -> Wording | None:
    """Return what a file or an older version says of a draft: nothing signed here."""
    clearance = material.assessment.clearance
    if clearance is None:
        return None
    return material.words.say(
        "an earlier record says: cleared by %(name)s, %(function)s, on %(date)s",
        name=material.words.typed(clearance.name),
        function=material.words.typed(clearance.function),
        date=material.texts.date(clearance.on),
    )
