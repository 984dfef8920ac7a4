"""An empty installation prints a link for its first administrator, and no password."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import web_application
from assessment.cli.main import cli
from assessment.config import Settings
from assessment.services.people.accounts import create_account
from assessment.services.people.invitations import find_invitation
from assessment.storage.engine import open_store
from tests.databases import NOON


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder; ``serve`` stops before it would listen."""
    for way in ("serve_with_workers", "serve_in_this_process"):
        monkeypatch.setattr(web_application, way, lambda *_a, **_k: None)
    # The demo, which other tests start in this process, tells its workers by this.
    monkeypatch.delenv("ASSESSMENT_DEMO", raising=False)
    monkeypatch.setenv("ASSESSMENT_URL", "https://assess.example")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(NOON.timestamp())))
    return tmp_path


def serve(folder: Path, *more: str) -> str:
    """Return what a start says."""
    result = CliRunner().invoke(cli, ["serve", "--data", str(folder), *more])
    assert result.exit_code == 0, result.output
    return result.output


def test_a_first_start_prints_a_link_until_there_is_an_account(started: Path) -> None:
    links = [
        re.findall(r"https://assess\.example/invitations/(\S+)", serve(started))
        for _ in range(2)
    ]
    assert [len(each) for each in links] == [1, 1]
    assert links[0] != links[1]
    store = open_store(f"sqlite:///{started / 'assessment.sqlite'}")
    try:
        found = find_invitation(store, links[1][0], NOON)
        assert found.offer.makes_administrator
        create_account(store, "anna@example.org", password=None, now=NOON)
    finally:
        store.close()

    assert "invitations" not in serve(started)


def test_links_in_messages_begin_with_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Settings] = []
    for way in ("serve_with_workers", "serve_in_this_process"):
        monkeypatch.setattr(
            web_application, way, lambda settings, *_a, **_k: served.append(settings)
        )

    serve(tmp_path, "--host", "0.0.0.0", "--port", "8907")

    assert [settings.url for settings in served] == ["http://127.0.0.1:8907"]


def test_the_first_user_is_the_administrator(started: Path) -> None:
    said = serve(started, "--first-user", "anna@example.org")

    assert "https://assess.example/password/" in said
    store = open_store(f"sqlite:///{started / 'assessment.sqlite'}")
    try:
        with store.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT email, is_administrator FROM account"
            ).all()
    finally:
        store.close()
    assert [tuple(row) for row in rows] == [("anna@example.org", 1)]
