"""What tests/integration/web/test_leaving.py shows on SQLite, on PostgreSQL."""

from tests.integration.web.test_leaving import *  # noqa: F403 - the same tests
