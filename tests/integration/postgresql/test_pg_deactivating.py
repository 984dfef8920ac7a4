"""What tests/integration/web/test_deactivating.py shows on SQLite, on PostgreSQL."""

from tests.integration.web.test_deactivating import *  # noqa: F403 - the same tests
