"""What tests/integration/web/test_asking_invited.py shows on SQLite, on PostgreSQL."""

from tests.integration.web.test_asking_invited import *  # noqa: F403 - the same tests
