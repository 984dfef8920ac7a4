"""Sessions as their owner sees them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BrowserSession:
    """One browser in which somebody is signed in.

    Attributes:
        key: Names it; opens nothing.
        begun_at: When they signed in.
        seen_at: When it was last used, to within ten minutes.
        browser: What it is, in a few words, such as "Firefox, Windows"; empty: not known.
    """

    key: str
    begun_at: datetime
    seen_at: datetime
    browser: str = ""
