from tests.databases import (  # noqa: F401 - fixtures
    database_url,
    empty_url,
    postgres_server,
    store,
)
