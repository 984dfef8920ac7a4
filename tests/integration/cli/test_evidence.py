"""Files and links by the command line: out as an archive, in again, asked, swept."""

from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from assessment import resources
from assessment.cli.evidence import contents_from
from assessment.cli.main import main
from assessment.cli.stores import opened_store
from assessment.domain.answers import EvidenceItem
from assessment.domain.records import PageKey
from assessment.evidence_settings import EvidenceSettings
from assessment.framework_file import load_framework
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from tests.builders import an_answer, an_assessment
from tests.databases import STAMP
from tests.files import a_pdf
from tests.teams import OURS, a_team

FRAMEWORK = load_framework(resources.DEFAULT_FRAMEWORK)
INDICATOR = FRAMEWORK.indicators[0]


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """An assessment with a file and a link into this machine."""
    for name in ("DATABASE_URL", "ASSESSMENT_EVIDENCE", "ASSESSMENT_CHECK_LINKS"):
        monkeypatch.delenv(name, raising=False)
    with opened_store(tmp_path / "data", None) as store:
        a_team(store)
        draft = an_assessment(FRAMEWORK, {}, code="XS")
        made = create_assessment(store, FRAMEWORK, draft, stamp=STAMP, team=OURS)
        file = add_file(
            store,
            contents_from(tmp_path / "data"),
            FRAMEWORK,
            made.id,
            Upload("law.pdf", BytesIO(a_pdf())),
            limits=EvidenceSettings(),
            stamp=STAMP,
        )
        items = (
            EvidenceItem("The law", file=file.digest, file_name=file.name),
            EvidenceItem("A page", "http://127.0.0.1:9/"),
        )
        page = PageKey(made.id, INDICATOR.key)
        answer = an_answer(evidence=items)
        record_answer(store, FRAMEWORK, page, answer, seen=0, stamp=STAMP)
    return made.id


def run(*arguments: object, data: Path) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments), "--data", str(data)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_an_archive_goes_out_and_comes_in_elsewhere(
    key: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "one.zip", tmp_path / "two.zip"
    there, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    assert run("export", key, "--with-files", "-o", first, data=there) == 0
    with ZipFile(first) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("-law.pdf") for name in archive.namelist())
    with opened_store(elsewhere, None) as store:
        a_team(store)
    capsys.readouterr()
    assert run("import", first, data=elsewhere) == 0
    new = capsys.readouterr().out.split()[0]
    assert run("export", new, "--with-files", "-o", second, data=elsewhere) == 0
    assert second.read_bytes() == first.read_bytes()
    assert not list((tmp_path / "elsewhere").glob("evidence/.incoming-*"))


def test_an_archive_needs_a_name_and_a_broken_one_stores_nothing(
    key: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, file = tmp_path / "data", tmp_path / "one.zip"
    assert run("export", key, "--with-files", data=there) == 2
    assert run("export", key, "--with-files", "-o", file, data=there) == 0
    data = file.read_bytes()
    file.write_bytes(data.replace(b"law.pdf", b"../.pdf"))
    capsys.readouterr()
    assert run("import", file, data=tmp_path / "elsewhere") == 1
    assert "is named, and is not in the archive" in capsys.readouterr().err


def test_links_within_are_named_and_not_asked(
    key: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("links", key, data=tmp_path / "data") == 0
    said = capsys.readouterr()
    assert said.out == "not-asked  http://127.0.0.1:9/\n"
    assert "1 link asked, 0 dead." in said.err


def test_links_are_not_asked_where_that_is_switched_off(
    key: UUID,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASSESSMENT_CHECK_LINKS", "no")
    assert run("links", key, data=tmp_path / "data") == 1
    assert "ASSESSMENT_CHECK_LINKS" in capsys.readouterr().err
    monkeypatch.setenv("ASSESSMENT_FILE_MB", "many")
    assert run("links", key, data=tmp_path / "data") == 1
    assert "ASSESSMENT_FILE_MB is “many”" in capsys.readouterr().err


def test_sweeping_leaves_what_an_answer_names(
    key: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = contents_from(tmp_path / "data")
    orphan = contents.put(BytesIO(b"nobody has a row of it"))
    assert run("sweep", "--days", "0", data=tmp_path / "data") == 0
    assert "0 files forgotten, 1 content deleted" in capsys.readouterr().err
    assert not contents.exists(orphan.digest)
    assert len(list((tmp_path / "data" / "evidence").glob("??/*"))) == 1
