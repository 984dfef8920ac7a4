"""Serving for real: it answers, on loopback, and ends cleanly when told to stop."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60


@contextmanager
def serving(*arguments, cwd, **environment):
    """Start the program, wait until it answers, stop it whatever happens."""
    port = a_free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "assessment", *arguments, "--port", str(port)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that starts us in the background lets its children ignore Ctrl+C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        wait_for(port, process)
        yield port, process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def a_free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port, process):
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(process.stderr.read())
        try:
            assert fetch(port, "/sign-in")[0] == 200
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("it never answered")


def fetch(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, response.read().decode()


@pytest.mark.skipif(sys.platform != "linux", reason="gunicorn serves on Linux")
def test_serve_answers_lets_the_first_person_in_and_stops_when_told(tmp_path):
    with serving("serve", "--first-user", "a@example.org", cwd=tmp_path) as (port, own):
        again = subprocess.run(
            [sys.executable, "-m", "assessment", "serve", "--port", str(port)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            text=True,
        )
        own.send_signal(signal.SIGTERM)
        code = own.wait(timeout=PATIENCE_S)
        told = own.stderr.read()

    assert code == 0
    link, where = told.splitlines()[:2]
    assert link.startswith("Set the password of a@example.org here, once: http://127.")
    assert where == f"Open http://127.0.0.1:{port} in your browser (stop with Ctrl+C)"
    assert again.returncode == 1
    assert "Choose another --port" in again.stderr


def test_the_demo_is_there_for_this_machine_only(tmp_path):
    with serving("demo", cwd=tmp_path) as (port, own):
        page = fetch(port, "/sign-in")[1]
        outside = [
            address
            for *_, (address, *_) in socket.getaddrinfo(
                socket.gethostname(), port, socket.AF_INET, socket.SOCK_STREAM
            )
            if not address.startswith("127.")
        ]
        for address in outside:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection((address, port), timeout=2).close()
        own.send_signal(signal.SIGINT)
        code = own.wait(timeout=PATIENCE_S)

    assert "<h1>" in page
    assert code in {0, 130}


@pytest.mark.skipif(sys.platform != "linux", reason="gunicorn serves on Linux")
def test_connections_that_say_nothing_keep_nobody_waiting(tmp_path):
    with serving("serve", cwd=tmp_path) as (port, _own):
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
        time.sleep(0.3)
        began = time.monotonic()
        status, _page = fetch(port, "/sign-in")
        took = time.monotonic() - began
        for connection in idle:
            connection.close()

    assert status == 200
    assert took < 15, "gunicorn's own worker needs 25 seconds"
