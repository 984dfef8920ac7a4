"""Files of evidence: recognised by content, limited, kept before they are named."""

import random
import struct
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from sqlalchemy import update

from assessment.domain.answers import EvidenceItem
from assessment.domain.people.may import State
from assessment.domain.records import PageKey, Shelf
from assessment.errors import (
    ArchivedError,
    InvalidAnswerError,
    InvalidFileError,
    NotAllowedError,
    StorageError,
)
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.evidence.contents import contents_in
from assessment.services.evidence.recognising import UnrecognisedError, recognise
from assessment.storage.evidence import EvidenceRepository
from assessment.storage.tables import ASSESSMENTS
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import STAMP
from tests.files import (
    a_pdf,
    a_picture,
    a_workbook,
    a_zip,
    an_office_file,
    spoiled,
)
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
LIMITS = EvidenceSettings(file_bytes=1_000_000, files_bytes=1_500_000)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (a_pdf(), "PDF"),
        (a_picture("PNG"), "PNG"),
        (a_picture("JPEG"), "JPEG"),
        (a_picture("WEBP"), "WebP"),
        (a_workbook(), "Excel"),
        (an_office_file("docx"), "Word"),
        (an_office_file("pptx"), "PowerPoint"),
        (an_office_file("odt"), "OpenDocument text"),
        (an_office_file("ods"), "OpenDocument spreadsheet"),
        (an_office_file("odp"), "OpenDocument presentation"),
    ],
)
def test_what_a_file_is_its_content_says(content, name):
    assert recognise(BytesIO(content)).name == name


def a_directory_without_end() -> bytes:
    """Return an archive whose end claims a table of contents of four gigabytes."""
    whole = bytearray(a_zip({"[Content_Types].xml": "x"}))
    at = whole.rfind(b"PK\x05\x06")
    whole[at + 12 : at + 16] = b"\xff\xff\xff\xff"
    return bytes(whole)


def a_directory_told_elsewhere() -> bytes:
    """Return an archive whose end says little, and a second end, which counts, the truth."""
    whole = a_zip({"[Content_Types].xml": "x"})
    at = whole.rfind(b"PK\x05\x06")
    end = whole[at:]
    size, offset = struct.unpack("<LL", end[12:20])
    large = struct.pack(
        "<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, offset
    )
    there = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    return whole[:at] + large + there + end[:12] + bytes(8) + end[20:]


def bombs() -> Iterator[bytes]:
    """Yield office files of a few kilobytes that unpack to 30 MB at the first look."""
    zeros = bytes(1 << 20)
    for name, packing in (
        ("[Content_Types].xml", ZIP_BZIP2),
        ("mimetype", ZIP_BZIP2),
        ("[Content_Types].xml", ZIP_LZMA),
    ):
        out = BytesIO()
        with ZipFile(out, "w", packing) as archive:
            with archive.open(name, "w") as entry:
                for _ in range(30):
                    entry.write(zeros)
            archive.writestr("content.xml", "<x/>")
        yield out.getvalue()


def test_a_few_bytes_never_become_many():
    made = list(bombs())
    tracemalloc.start()
    try:
        for bomb in made:
            with pytest.raises(UnrecognisedError, match="damaged"):
                recognise(BytesIO(bomb))
            assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_whatever_is_broken_in_an_office_file_is_said_in_words():
    """Archives have many ways to be damaged, and the library an error for each."""
    chance = random.Random(8)
    files = [a_workbook(), repacked(an_office_file("docx")), an_office_file("odt")]
    for _ in range(600):
        broken = bytearray(chance.choice(files))
        for _ in range(chance.choice((1, 1, 3))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with suppress(UnrecognisedError):
            recognise(BytesIO(bytes(broken)))


def repacked(whole: bytes) -> bytes:
    """Return an archive with its entries deflated, as office programs do."""
    out = BytesIO()
    with ZipFile(BytesIO(whole)) as plain, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in plain.namelist():
            packed.writestr(name, plain.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"hello", "none of the kinds"),
        (b"a,b\n1,2\n", "none of the kinds"),
        (b"<html><script>alert(1)</script>", "none of the kinds"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "none of the kinds"),
        (b"MZ" + b"\0" * 200, "none of the kinds"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "none of the kinds"),
        (b"GIF89a" + b"\0" * 40, "none of the kinds"),
        (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "none of the kinds"),
        (b"<html>" + b" " * 4085 + b"%%EOF", "none of the kinds"),
        (a_zip({"law.txt": "x"}), "none of the kinds"),
        (a_zip({"mimetype": "application/epub+zip", "content.xml": ""}), "kinds"),
        (an_office_file("docx", **{"word/vbaProject.bin": "x"}), "macros"),
        (an_office_file("docx", **{"word/activeX/a.bin": "x"}), "macros"),
        (an_office_file("odt", **{"Basic/Standard/a.xml": "x"}), "macros"),
        (
            a_zip({"[Content_Types].xml": "vnd.ms-excel.sheet.macroEnabled.main+xml"}),
            "macros",
        ),
        (a_workbook()[:-400], "none of the kinds"),
        (a_directory_without_end(), "none of the kinds"),
        (a_directory_told_elsewhere(), "none of the kinds"),
        (b"PK\x03\x00" + an_office_file("odt")[4:], "none of the kinds"),
        (b"PK\x03\x04" + b"\0" * 60 + a_zip({})[-22:], "kinds"),
        (spoiled(a_workbook(), after=b"[Content_Types].xml"), "damaged"),
    ],
)
def test_what_is_no_document_is_refused_in_words(content, says):
    with pytest.raises(UnrecognisedError, match=says):
        recognise(BytesIO(content))


@pytest.fixture
def contents(tmp_path):
    return contents_in(tmp_path / "evidence")


@pytest.fixture
def stored(store):
    a_team(store, OURS)
    return create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=OURS
    )


def add(store, contents, stored, content, name="law.pdf", limits=LIMITS):
    upload = Upload(name, BytesIO(content))
    return add_file(
        store, contents, FRAMEWORK, stored.id, upload, limits=limits, stamp=STAMP
    )


def rows_of(store, stored):
    with store.reading() as session:
        return EvidenceRepository(session).files(stored.id)


def test_a_file_is_kept_with_its_name_kind_and_size(store, contents, stored):
    file = add(store, contents, stored, a_pdf(), "C:\\scans\\Law 12.docx")
    assert (file.name, file.media_type) == ("Law 12.docx.pdf", "application/pdf")
    assert (file.size, file.added_by) == (len(a_pdf()), "Anna")
    assert rows_of(store, stored) == {file.digest: file}
    with contents.open(file.digest) as opened:
        assert opened.read() == a_pdf()


def test_a_file_keeps_its_name_once_an_answer_names_it(store, contents, stored):
    """Somebody warned of a name changes it, and brings the same content again."""
    add(store, contents, stored, a_pdf(), "Amina_14_years_old.pdf")
    file = add(store, contents, stored, a_pdf(), "statement.pdf")
    assert rows_of(store, stored) == {file.digest: file}
    assert file.name == "statement.pdf"
    save(store, stored, EvidenceItem("Law", file=file.digest, file_name="x.pdf"))
    assert add(store, contents, stored, a_pdf(), "again.pdf") == file


@pytest.mark.parametrize(
    ("content", "limits", "says"),
    [
        (b"", LIMITS, "is empty"),
        (a_pdf(), EvidenceSettings(file_bytes=500), "at most 0.1 MB"),
        (a_pdf(), EvidenceSettings(files_bytes=500), "files of this assessment"),
        (b"hello", LIMITS, "best as PDF"),
    ],
)
def test_what_is_refused_says_what_and_leaves_no_row(
    store, contents, stored, content, limits, says
):
    with pytest.raises(InvalidFileError, match=says) as told:
        add(store, contents, stored, content, limits=limits)
    assert "“law.pdf”" in str(told.value)
    assert rows_of(store, stored) == {}


def test_the_limit_for_all_counts_what_is_there_once(store, contents, stored):
    size = len(a_pdf("one"))
    limits = EvidenceSettings(files_bytes=2 * size + 10)
    add(store, contents, stored, a_pdf("one"), limits=limits)
    add(store, contents, stored, a_pdf("two"), limits=limits)
    add(store, contents, stored, a_pdf("one"), limits=limits)
    with pytest.raises(InvalidFileError, match="files of this assessment"):
        add(store, contents, stored, a_pdf("six"), limits=limits)


def test_what_is_archived_takes_no_files(store, contents, stored):
    move_assessment(store, stored.id, Shelf.ARCHIVE, stamp=STAMP)
    with pytest.raises(ArchivedError):
        add(store, contents, stored, a_pdf())


def test_what_was_handed_on_meanwhile_takes_no_files(store, contents, stored):
    with store.writing() as session:
        session.execute(
            update(ASSESSMENTS)
            .where(ASSESSMENTS.c.id == stored.id)
            .values(state=State.IN_REVIEW.value)
        )
    with pytest.raises(NotAllowedError, match="in review"):
        add(store, contents, stored, a_pdf())
    assert rows_of(store, stored) == {}


def test_a_folder_that_cannot_be_made_is_told(store, tmp_path, stored):
    (tmp_path / "evidence").write_text("a file is in the way")
    with pytest.raises(StorageError, match="was not kept"):
        add(store, contents_in(tmp_path / "evidence"), stored, a_pdf())
    assert rows_of(store, stored) == {}


def save(store, stored, *items, key="law", seen=0):
    answer = an_answer("c1", evidence=items)
    return record_answer(
        store, FRAMEWORK, PageKey(stored.id, key), answer, seen=seen, stamp=STAMP
    )


def test_an_answer_names_only_files_that_the_assessment_has(store, contents, stored):
    other = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=OURS
    )
    file = add(store, contents, other, a_pdf())
    item = EvidenceItem("Law", file=file.digest, file_name="other.pdf")
    with pytest.raises(InvalidAnswerError, match="not among those"):
        save(store, stored, item)
    saved = save(store, other, item)
    assert saved.assessment.answers["law"].evidence[0].file_name == "law.pdf"


def test_what_was_brought_in_without_its_file_can_be_saved_again(store, stored):
    item = EvidenceItem("Law", file="ab" * 32, file_name="law.pdf")
    brought = an_assessment(FRAMEWORK, {"law": an_answer("c1", evidence=(item,))})
    other = create_assessment(store, FRAMEWORK, brought, stamp=STAMP, team=OURS)
    saved = save(store, other, item, EvidenceItem("More"), key="data")
    assert saved.assessment.answers["data"].evidence[0] == item
