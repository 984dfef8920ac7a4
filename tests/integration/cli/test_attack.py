"""The attacks of tools/attack_kill.py and attack_kill_moves.py, in short."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(sys.platform != "linux", reason="gunicorn serves on Linux")
def test_nothing_acknowledged_is_lost_when_the_server_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "attack_kill.py"), "--rounds", "2"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost or wrong" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="gunicorn serves on Linux")
def test_no_move_is_half_done_and_no_file_lost_when_the_server_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.attack_kill_moves", "--rounds", "2"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost or half done" in done.stdout
