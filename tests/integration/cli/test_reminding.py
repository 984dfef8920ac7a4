"""``assessment remind``, as a cron job runs it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from assessment import resources
from assessment.cli.main import main
from assessment.cli.stores import opened_store
from assessment.domain.people.asks import AskKind
from assessment.domain.people.teams import TeamRole
from assessment.domain.records import Actor, Stamp
from assessment.framework_file import load_framework
from assessment.services.assessments.making import create_assessment
from assessment.services.delegation.asking import Order, ask
from assessment.services.people.accounts import create_account
from assessment.services.people.teams import add_member
from tests.builders import an_assessment
from tests.databases import STAMP
from tests.teams import OURS, a_team


def fill(folder: Path) -> None:
    """Ask one person for something by today."""
    now = datetime.now(UTC)
    stamp = Stamp(Actor(None, "Mara"), now)
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    with opened_store(folder, None) as store:
        a_team(store)
        jonas = create_account(store, "jonas@example.org", password=None, now=now)
        add_member(store, OURS, jonas.email, {TeamRole.CONTRIBUTOR}, stamp=STAMP)
        draft = an_assessment(framework, {}, code="XS")
        key = create_assessment(store, framework, draft, stamp=stamp, team=OURS).id
        order = Order(jonas.id, ((AskKind.SECTOR, "police"),), due=now.date())
        ask(store, framework, key, order, stamp)


def test_it_writes_once_and_says_how_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("ASSESSMENT_URL", "https://assess.example.org")
    fill(tmp_path)
    said = []
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["remind", "--data", str(tmp_path)])
        assert ended.value.code == 0
        said.append(capsys.readouterr().err)

    assert "1 message sent." in said[0]
    assert "https://assess.example.org/asked" in said[0]
    assert "Police" in said[0]
    assert said[1].strip() == "0 messages sent."
    (letter,) = (tmp_path / "outbox").glob("*.eml")
    assert b"jonas@example.org" in letter.read_bytes()
