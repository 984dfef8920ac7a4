"""What holds for every test: how properties are tried."""

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
