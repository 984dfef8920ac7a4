"""What holds for every test: how properties are tried."""

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure, so nothing is timed; and the same examples are tried each
# time, so that a red test speaks of the change and not of luck.
settings.register_profile(
    "any-machine",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("any-machine")


@pytest.fixture(autouse=True)
def leave_no_children() -> Iterator[None]:
    """End what a test had made in the background: else it takes the next one's processor."""
    yield
    if web := sys.modules.get("tests.web"):
        web.close_apps()
