"""What tests/integration/web/test_account_trail.py shows on SQLite, on PostgreSQL."""

from tests.integration.web.test_account_trail import *  # noqa: F403 - the same tests
