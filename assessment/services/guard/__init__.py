"""What somebody said of passages that looked like personal data and are none."""

from assessment.services.guard.explaining import (
    Explanation,
    explain,
    unexplained,
)

__all__ = ["Explanation", "explain", "unexplained"]
