"""What tests/integration/web/test_passkeys.py shows on SQLite, on PostgreSQL."""

from tests.integration.web.test_passkeys import *  # noqa: F403 - the same tests
