"""What a page says about what was just done."""

from dataclasses import dataclass
from datetime import datetime

from assessment.domain.scoring import ScoreStatus, score_indicator
from assessment.web.frame import Opened


@dataclass(frozen=True, slots=True)
class SavedNotice:
    """That a page was saved, with the time and what the answer came to.

    Attributes:
        level: The level it reached; None for "we do not know".
    """

    number: str
    title: str
    at: datetime
    status: ScoreStatus
    level: int | None
    top: int
    label: str


def saved_notice(opened: Opened, key: str) -> SavedNotice | None:
    """Return what to say about the page *key* that was just saved; None without one."""
    indicator = opened.framework.indicators_by_key.get(key)
    page = opened.stored.pages.get(key)
    if indicator is None or page is None:
        return None
    assessment = opened.stored.assessment
    score = score_indicator(
        opened.framework, indicator, assessment.answers.get(key), assessment.profile
    )
    level = score.level
    return SavedNotice(
        number=opened.framework.numbers[key],
        title=indicator.title,
        at=page.saved_at,
        status=score.status,
        level=level,
        top=len(opened.framework.levels) - 1,
        label="" if level is None else opened.framework.levels[level].label,
    )
