"""The guard at the door: warn before a text is saved, and take a reason for an answer.

It never blocks silently and never decides. What was typed stays on the page; the person
changes it, or says why it is about no child, and that is written down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import request

from assessment.domain.guard import Kind, Passage, find_personal_data
from assessment.domain.records import Actor, Stamp
from assessment.errors import N_
from assessment.services.guard import Explanation, explain, unexplained
from assessment.texts import Texts
from assessment.web.access import stamp
from assessment.web.language import current_texts
from assessment.web.state import app_state
from assessment.web.typed import stripped

LONGEST_REASON = 500
_SHORTEST_REASON = 3

KIND_WORDS = {
    Kind.NAME: N_("a name with an age under 18, or somebody young called by name"),
    Kind.BIRTH_DATE: N_("a date of birth"),
    Kind.NUMBER: N_("the number of a case or of a personal document"),
    Kind.ADDRESS: N_("a home address"),
    Kind.CONTACT: N_("a telephone number or mail address of somebody young"),
}
_NO_REASON = N_("Say in a few words why this is about no single person.")
_REASON_NAMES = N_(
    "The reason itself looks as if it named somebody. Say it without; it is kept for good."
)
_FOR_SCRIPTS = N_(
    "this may name somebody young. Press “Save and continue” to see what was found."
)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A passage on the page: the field it is in, what it looks like, its words."""

    target: str
    kind: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class GuardWarning:
    """What the page says instead of saving.

    Attributes:
        seen: What stands for the passages that are shown, for the way back.
        reason: As typed.
        wrong: What is wrong with the reason; empty when none was wanted yet.
    """

    lines: tuple[FoundLine, ...]
    seen: str
    reason: str = ""
    wrong: str = ""

    def as_data(self) -> dict[str, object]:
        """Return what a script is told: nothing was saved, and why."""
        target = self.lines[0].target
        sentence = current_texts().gettext(_FOR_SCRIPTS)
        return {"problem": "guard", "fields": {target: sentence}}


def warning_about(
    assessment_id: UUID, subject: str, passages: Iterable[Passage], signed: str = ""
) -> GuardWarning | None:
    """Return what to warn of before a text is saved; None: save it.

    Where the person has said why, with what they saw before them, that is written down
    and nothing more is asked.

    Args:
        assessment_id: Of which assessment.
        subject: The indicator whose page it is.
        passages: What the guard found in the texts.
        signed: Whose name the history of another team tells; empty: the person's own.

    Raises:
        StorageError: when the database cannot be read or written.
    """
    state = app_state()
    still = unexplained(state.store, assessment_id, subject, passages)
    if not still:
        return None
    reason = stripped(request.form.get("reason", ""))[:LONGEST_REASON]
    seen = request.form.get("seen", "").split()
    says_so = request.form.get("explained") == "yes"
    is_new = any(passage.finding.digest not in seen for passage in still)
    wrong = "" if is_new or not says_so else _wrong_reason(reason)
    if says_so and not is_new and not wrong:
        given = Explanation(reason, still)
        by = stamp(state.now())
        by = Stamp(Actor(by.actor.id, signed or by.actor.name), by.at)
        explain(state.store, assessment_id, subject, given, stamp=by)
        return None
    return _warning(still, reason, wrong, current_texts())


def warning_before(
    passages: tuple[Passage, ...],
) -> tuple[GuardWarning | None, Explanation | None]:
    """Return what to warn of before an assessment is made, or why there is no need to.

    The reason is to be written down once the assessment is there: :func:`explain_begun`.
    """
    if not passages:
        return None, None
    reason = stripped(request.form.get("reason", ""))[:LONGEST_REASON]
    seen = request.form.get("seen", "").split()
    says_so = request.form.get("explained") == "yes"
    is_new = any(passage.finding.digest not in seen for passage in passages)
    wrong = "" if is_new or not says_so else _wrong_reason(reason)
    if says_so and not is_new and not wrong:
        return None, Explanation(reason, passages)
    return _warning(passages, reason, wrong, current_texts()), None


def explain_begun(assessment_id: UUID, explanation: Explanation | None) -> None:
    """Write down why an assessment could be made, where a reason was needed.

    Raises:
        StorageError: when it could not be kept.
    """
    if explanation is not None:
        state = app_state()
        by = stamp(state.now())
        explain(state.store, assessment_id, "", explanation, stamp=by)


def _wrong_reason(reason: str) -> str:
    if len(reason) < _SHORTEST_REASON:
        return _NO_REASON
    return _REASON_NAMES if find_personal_data(reason) else ""


def _warning(
    passages: tuple[Passage, ...], reason: str, wrong: str, texts: Texts
) -> GuardWarning:
    return GuardWarning(
        lines=tuple(
            FoundLine(p.field, KIND_WORDS[p.finding.kind], p.finding.excerpt)
            for p in passages
        ),
        seen=" ".join(dict.fromkeys(p.finding.digest for p in passages)),
        reason=reason,
        wrong=texts.gettext(wrong) if wrong else "",
    )
