"""Scorecards worked out once per revision: a results page is read more often than changed."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from assessment.domain.gaps import (
    Gap,
    OpenIndicator,
    find_gaps,
    find_out_first,
    first_things,
)
from assessment.domain.scoring import Scorecard, score_assessment
from assessment.web.frame import Opened

CAPACITY = 64


@dataclass(frozen=True, slots=True)
class Findings:
    """A scorecard with its gaps.

    Attributes:
        first: The first things to do (rule 10).
        to_answer: What is open, by how much of the range hangs on it.
    """

    card: Scorecard
    gaps: tuple[Gap, ...]
    first: tuple[Gap, ...]
    to_answer: tuple[OpenIndicator, ...]


_kept: OrderedDict[tuple[object, ...], Findings] = OrderedDict()
_lock = Lock()


def findings(work: Opened) -> Findings:
    """Return scorecard and gaps of the assessment exactly as it was loaded."""
    stored = work.stored
    key = (*work.revision, stored.edition)
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    card = score_assessment(work.framework, stored.assessment)
    gaps = find_gaps(work.framework, stored.assessment, card)
    found = Findings(
        card,
        gaps,
        first_things(work.framework, gaps),
        find_out_first(work.framework, card, gaps),
    )
    with _lock:
        _kept[key] = found
        while len(_kept) > CAPACITY:
            _kept.popitem(last=False)
    return found
