"""``assessment rounds`` lists states and codes, and moves nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli.main import cli
from assessment.domain.people.may import Visibility
from assessment.services.rounds.moving import return_
from assessment.services.rounds.publishing import publish
from assessment.storage.engine import open_store
from tests.databases import STAMP
from tests.integration.services.test_rounds import FRAMEWORK, begun, cleared


def test_rounds_are_listed_with_state_and_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    store = open_store(f"sqlite:///{tmp_path / 'assessment.sqlite'}")
    draft, signed = begun(store, "2025"), begun(store, "2026")
    first = cleared(store, signed)
    return_(
        *(store, FRAMEWORK, signed), reason="A wrong date.", remarks={}, stamp=STAMP
    )
    snapshot = cleared(store, signed)
    publish(store, FRAMEWORK, signed, visibility=Visibility.BANDS, stamp=STAMP)
    store.close()

    result = CliRunner().invoke(cli, ["rounds", "--data", str(tmp_path)])

    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert any(
        line.startswith(str(draft)) and line.endswith(": draft") for line in lines
    )
    assert any(
        line.startswith(str(signed)) and line.endswith(": published") for line in lines
    )
    assert f"    {snapshot.code}  cleared 2026-05-04, published, shows bands" in lines
    assert f"    {first.code}  cleared 2026-05-04, taken back" in lines


@pytest.mark.parametrize("word", ["clear", "publish", "hand-on", "withdraw"])
def test_no_command_makes_a_move(word: str) -> None:
    assert CliRunner().invoke(cli, [word]).exit_code == 2
