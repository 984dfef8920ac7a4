"""Nothing is stored that its own portable file could not carry: one limit for both ways."""

from assessment.domain.answers import Answer, Assessment
from assessment.domain.framework import Framework
from assessment.errors import N_, Problem, refuse
from assessment.portable import MAX_BYTES, write_assessment

_ITEM = 200
"""Keys, quotes and indents around a text in the file: more than there ever are."""


def refuse_too_large(
    framework: Framework, assessment: Assessment, *, path: str = ""
) -> None:
    """Refuse an *assessment* that could be exported, but not imported again.

    Args:
        framework: The edition it answers.
        assessment: As it would be stored.
        path: The part that was about to be saved, for the problem.

    Raises:
        InvalidAnswerError: when its portable file would be larger than MAX_BYTES.
    """
    if _at_most(assessment) <= MAX_BYTES:
        return  # nearly always, and without writing all of it
    size = len(write_assessment(assessment, framework).encode())
    if size > MAX_BYTES:
        problem = Problem(
            path,
            0,
            0,
            N_(
                "With this, the assessment would have {size} kB; at most {limit} kB fit into "
                "its file. Shorten notes or links, here or elsewhere."
            ),
            {"size": -(-size // 1000), "limit": MAX_BYTES // 1000},
            path,
        )
        refuse(assessment.subject.code, (problem,))


def _at_most(assessment: Assessment) -> int:
    """Return a size that the file surely does not exceed; costs a fiftieth of writing it."""
    texts = [text for answer in assessment.answers.values() for text in _texts(answer)]
    texts += [
        text
        for item in assessment.plan
        for text in (item.owner, item.note, item.wording)
    ]
    texts += assessment.target_reasons.values()
    items = len(texts) + 8 * (len(assessment.plan) + len(assessment.answers))
    items += sum(len(a.met) + 3 * len(a.figures) for a in assessment.answers.values())
    items += len(assessment.targets) + 8 * len(assessment.profile) + 40
    # A line break or quote is written as two characters.
    return sum(2 * len(text.encode()) for text in texts) + items * _ITEM


def _texts(answer: Answer) -> list[str]:
    parts = (
        part
        for item in answer.evidence
        for part in (item.title, item.link, item.date, item.page, item.file_name)
    )
    return [answer.note, *parts]
