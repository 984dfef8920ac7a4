"""What people never meant to type, and what the system hands over broken."""

import sys
from pathlib import Path

import pytest

from assessment.cli.main import _run
from tests.integration.cli.test_commands import refused, run, start

PASSWORD = "correct horse battery\n"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_that_forgets_everything_is_refused(
    url: str, tmp_path: Path
) -> None:
    lines = refused(
        run("user", "a@example.org", cwd=tmp_path, given=PASSWORD, DATABASE_URL=url)
    )

    assert len(lines) == 1
    assert "DATABASE_URL" in lines[0]
    assert "memory keeps nothing" in lines[0]


@pytest.mark.parametrize(
    "url",
    ["postgresql://me:my@host:word/name", "sqlite+made-up:///file", "nonsense"],
)
def test_an_address_that_is_none_is_one_line_without_the_password(
    url: str, tmp_path: Path
) -> None:
    lines = refused(run("upgrade", cwd=tmp_path, DATABASE_URL=url))

    assert len(lines) == 1
    assert "DATABASE_URL" in lines[0]
    assert "something broke" not in lines[0]
    assert "word" not in lines[0]


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "50%41 wh?t=x"

    done = run("upgrade", "--data", folder, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (folder / "assessment.sqlite").is_file()
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]
    assert str(folder) in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are text")
def test_a_folder_may_have_a_name_that_is_no_text(tmp_path: Path) -> None:
    done = start("upgrade", "--data", "d\udcff", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "d\udcff" / "assessment.sqlite").is_file()


@pytest.mark.parametrize("url", ["", "site.example", "javascript:alert(1)", "http://["])
def test_a_link_begins_with_an_address_of_the_web(url: str, tmp_path: Path) -> None:
    done = run("user", "a@example.org", "--link", "--url", url, cwd=tmp_path)

    assert done.returncode == 2
    assert "write http:// or https://" in done.stderr
    assert done.stdout == ""


def test_an_address_in_another_encoding_is_no_address(tmp_path: Path) -> None:
    lines = refused(run("user", "a\udcff@example.org", "--link", cwd=tmp_path))

    assert lines == [r"email: a\udcff@example.org is not an e-mail address."]


def test_a_password_in_another_encoding_is_refused(tmp_path: Path) -> None:
    done = run("user", "a@example.org", cwd=tmp_path, given="caf\udce9" * 4)

    assert done.returncode == 2
    assert "not UTF-8" in done.stderr
    assert "caf" not in done.stderr


def test_without_standard_input_there_is_no_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)

    assert _run(["user", "a@example.org"]) == 1
    assert "at least 12 characters" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
@pytest.mark.parametrize("command", ["score", "check", "verify", "import"])
def test_a_device_without_an_end_is_too_large(command: str, tmp_path: Path) -> None:
    lines = refused(run(command, "/dev/zero", cwd=tmp_path))

    assert len(lines) == 1
    assert "at most" in lines[0]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\xff\x00", b""])
def test_a_damaged_report_is_said_in_words_of_people(
    data: bytes, tmp_path: Path
) -> None:
    (tmp_path / "a.pdf").write_bytes(data)

    lines = refused(run("verify", "a.pdf", cwd=tmp_path))

    assert len(lines) == 1
    assert "a.pdf" in lines[0]
    assert "BytesIO" not in lines[0]
    assert "Fetch it again" in lines[0]
