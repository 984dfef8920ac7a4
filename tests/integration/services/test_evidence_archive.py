"""An assessment with its files as one archive: out, in, and out again equal; or refused whole."""

import json
import random
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryFile
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest

from assessment.domain.answers import EvidenceItem
from assessment.domain.records import PageKey, Shelf
from assessment.errors import InvalidPortableFileError
from assessment.evidence_settings import EvidenceSettings
from assessment.services.assessments.exchange import import_all, portable_text
from assessment.services.assessments.making import create_assessment
from assessment.services.assessments.managing import move_assessment
from assessment.services.assessments.reading import load_assessment
from assessment.services.assessments.recording import record_answer
from assessment.services.evidence.adding import Upload, add_file
from assessment.services.evidence.archive import write_archive
from assessment.services.evidence.contents import contents_in
from assessment.services.evidence.reading import files_of
from assessment.services.evidence.sweeping import sweep
from assessment.services.evidence.unpacking import holds_assessment, unpack
from tests.builders import a_framework, an_answer, an_assessment, an_indicator
from tests.databases import NOON, STAMP
from tests.files import a_pdf, a_picture, a_zip, an_office_file, spoiled
from tests.teams import OURS, a_team

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
LIMITS = EvidenceSettings(file_bytes=1_000_000, files_bytes=3_000_000)
LAW, PICTURE = a_pdf(), a_picture()
NAMES = {"law.pdf": LAW, "a map.png": PICTURE}


@pytest.fixture
def contents(tmp_path):
    return contents_in(tmp_path / "evidence")


@pytest.fixture
def stored(store, contents):
    """An assessment with two files, one of which two answers name."""
    a_team(store, OURS)
    made = create_assessment(
        store, FRAMEWORK, an_assessment(FRAMEWORK), stamp=STAMP, team=OURS
    )
    items = []
    for name, content in NAMES.items():
        upload = Upload(name, BytesIO(content))
        file = add_file(
            store, contents, FRAMEWORK, made.id, upload, limits=LIMITS, stamp=STAMP
        )
        items.append(EvidenceItem(name, file=file.digest, file_name=file.name))
    save(store, made, *items)
    save(store, made, items[0], EvidenceItem("Link", "https://a.example"), key="data")
    return load_assessment(store, made.id)


def save(store, stored, *items, key="law", seen=0):
    answer = an_answer("c1", evidence=items)
    page = PageKey(stored.id, key)
    record_answer(store, FRAMEWORK, page, answer, seen=seen, stamp=STAMP)


def packed(store, contents, stored):
    text = portable_text(load_assessment(store, stored.id), FRAMEWORK)
    files = files_of(store, stored.id)
    return b"".join(write_archive(text, FRAMEWORK, files, contents))


def read(data, contents, limits=LIMITS):
    return unpack(
        BytesIO(data), "a.zip", contents, FRAMEWORK, limits=limits, stamp=STAMP
    )


def entries(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_an_archive_holds_the_assessment_a_manifest_and_each_file_once(
    store, contents, stored
):
    found = entries(packed(store, contents, stored))
    law, picture = (sha256(c).hexdigest() for c in (LAW, PICTURE))
    assert list(found) == [
        "assessment.json",
        "manifest.json",
        f"files/{law[:12]}-law.pdf",
        f"files/{picture[:12]}-a map.png",
    ]
    assert found[f"files/{law[:12]}-law.pdf"] == LAW
    manifest = json.loads(found["manifest.json"])
    assert manifest["missing"] == []
    assert [f["digest"] for f in manifest["files"]] == [law, picture]


def test_out_in_and_out_again_is_equal(store, contents, stored, tmp_path):
    first = packed(store, contents, stored)
    elsewhere = contents_in(tmp_path / "elsewhere")
    unpacked = read(first, elsewhere)
    (new,) = import_all(
        store,
        FRAMEWORK,
        [("a.zip", unpacked.text)],
        stamp=STAMP,
        team=OURS,
        records={"a.zip": unpacked.records},
    )
    assert new.assessment == stored.assessment
    assert files_of(store, new.id).keys() == files_of(store, stored.id).keys()
    assert packed(store, elsewhere, new) == first
    assert packed(store, contents, stored) == first


def test_a_file_that_is_not_here_is_said_to_be_missing_and_comes_back_so(
    store, contents, stored, tmp_path
):
    nothing = contents_in(tmp_path / "nothing")
    first = packed(store, nothing, stored)
    assert len(json.loads(entries(first)["manifest.json"])["missing"]) == 2
    assert read(first, nothing).records == ()


def changed(data, **changes):
    """Return an archive with entries changed (by the end of their name), or left out."""
    found = entries(data)
    for ending, content in changes.items():
        name = next(n for n in found if n.rpartition(".")[2] == ending)
        if content is None:
            del found[name]
        else:
            found[name] = content
    return found


def with_manifest(data, change):
    found = entries(data)
    manifest = json.loads(found["manifest.json"])
    change(manifest)
    return found | {"manifest.json": json.dumps(manifest)}


@pytest.mark.parametrize(
    ("alter", "says"),
    [
        (lambda d: changed(d, pdf=LAW + b"x"), "does not fit its digest"),
        (lambda d: changed(d, pdf=LAW[:-1]), "does not fit its digest"),
        (lambda d: changed(d, pdf=None), "is not in the archive"),
        (lambda d: entries(d) | {"../../evil.pdf": LAW}, "leads outside"),
        (lambda d: entries(d) | {"/etc/passwd": b"x"}, "leads outside"),
        (lambda d: entries(d) | {"..\\evil.pdf": LAW}, "leads outside"),
        (lambda d: entries(d) | {"C:/evil.pdf": LAW}, "leads outside"),
        (lambda d: entries(d) | {"files/more.pdf": LAW}, "does not name"),
        (lambda d: entries(d) | {"manifest.json": b"{"}, "cannot be read"),
        (lambda d: entries(d) | {"manifest.json": b"[]"}, "cannot be read"),
        (lambda d: entries(d) | {"assessment.json": b"{}"}, "format"),
        (
            lambda d: with_manifest(d, lambda m: m["files"].pop()),
            "which its manifest does not name",
        ),
        (
            lambda d: with_manifest(d, lambda m: m["files"][0].update(size=10**9)),
            "at most 1 MB fit here",
        ),
        (
            lambda d: with_manifest(d, lambda m: m["files"][0].update(size=5)),
            "does not fit its digest",
        ),
        (
            lambda d: with_manifest(
                d, lambda m: m["files"][0].update(media_type="x/y")
            ),
            "not of the kind",
        ),
        (
            lambda d: with_manifest(
                d, lambda m: m["files"][0].update(digest="ab" * 32)
            ),
            "no answer names it",
        ),
        (lambda d: with_manifest(d, lambda m: m.update(format="x")), "cannot be read"),
        (
            lambda d: with_manifest(
                d, lambda m: m["files"][0].update(size=float("inf"))
            ),
            "cannot be read",
        ),
        (lambda d: entries(d) | {"manifest.json": b"[" * 100_000}, "cannot be read"),
    ],
)
def test_what_is_not_sound_is_refused_in_words_and_nothing_is_kept(
    store, contents, stored, tmp_path, alter, says
):
    data = a_zip(alter(packed(store, contents, stored)))
    empty = tmp_path / "empty"
    with pytest.raises(InvalidPortableFileError, match=says):
        read(data, contents_in(empty))
    assert not empty.exists()


def test_a_program_in_an_archive_is_refused_like_any_other(store, contents, stored):
    macro = an_office_file("docx", **{"word/vbaProject.bin": "x"})
    law = sha256(LAW).hexdigest()
    data = packed(store, contents, stored)
    text = entries(data)["assessment.json"].decode()
    found = with_manifest(
        data,
        lambda m: m["files"][0].update(
            digest=sha256(macro).hexdigest(), size=len(macro)
        ),
    )
    found["assessment.json"] = text.replace(law, sha256(macro).hexdigest())
    found[next(n for n in found if n.endswith("law.pdf"))] = macro
    with pytest.raises(InvalidPortableFileError, match="not of the kind"):
        read(a_zip(found), contents)


def test_limits_of_this_installation_hold_for_archives(store, contents, stored):
    data = packed(store, contents, stored)
    with pytest.raises(InvalidPortableFileError, match="together; at most"):
        read(data, contents, replace(LIMITS, files_bytes=300))


@pytest.mark.parametrize("packing", [ZIP_BZIP2, ZIP_LZMA])
def test_an_archive_that_unpacks_without_a_bound_is_not_opened(contents, packing):
    out = BytesIO()
    with ZipFile(out, "w", packing) as archive:
        archive.writestr("assessment.json", "{}")
        with archive.open("manifest.json", "w") as entry:
            for _ in range(30):
                entry.write(bytes(1 << 20))
    tracemalloc.start()
    try:
        with pytest.raises(InvalidPortableFileError, match="damaged"):
            read(out.getvalue(), contents)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_whatever_is_broken_in_an_archive_is_said_in_words(store, contents, stored):
    chance = random.Random(8)
    whole = packed(store, contents, stored)
    for _ in range(250):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 1, 3))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        with TemporaryFile() as file:  # a real one fails otherwise than memory does
            file.write(broken)
            holds_assessment(file)
            with suppress(InvalidPortableFileError):
                unpack(file, "a", contents, FRAMEWORK, limits=LIMITS, stamp=STAMP)


def test_half_an_archive_is_said_to_be_damaged(store, contents, stored):
    data = packed(store, contents, stored)
    assert holds_assessment(BytesIO(data))
    assert not holds_assessment(BytesIO(data[:-30]))
    assert not holds_assessment(BytesIO(a_zip({"a.txt": "x"})))
    with pytest.raises(InvalidPortableFileError, match="damaged"):
        read(data[:-30], contents)
    at = data.index(b"%PDF")
    broken = data[: at + 20] + b"XXXX" + data[at + 24 :]
    with pytest.raises(InvalidPortableFileError, match=r"damaged|digest"):
        read(broken, contents)


def digests(store, stored):
    return set(files_of(store, stored.id))


def test_a_file_stays_while_an_answer_or_the_last_month_names_it(
    store, contents, stored
):
    picture = sha256(PICTURE).hexdigest()
    (law_item, _) = stored.assessment.answers["law"].evidence
    save(store, stored, law_item, seen=1)  # the picture is taken out
    assert sweep(store, contents, NOON + timedelta(days=29)).files == 0
    assert picture in digests(store, stored)
    swept = sweep(store, contents, NOON + timedelta(days=31))
    assert swept.files == 1
    assert picture not in digests(store, stored)
    assert contents.exists(picture)  # its content goes once it is a day old
    assert sweep(store, contents, NOON + timedelta(days=32), days=0).contents == 1
    assert not contents.exists(picture)
    assert contents.exists(law_item.file)


def test_what_no_answer_ever_named_goes_after_a_day(store, contents, stored):
    upload = Upload("never.pdf", BytesIO(a_pdf("never")))
    file = add_file(
        store, contents, FRAMEWORK, stored.id, upload, limits=LIMITS, stamp=STAMP
    )
    assert sweep(store, contents, NOON + timedelta(hours=23)).files == 0
    assert sweep(store, contents, NOON + timedelta(hours=25)).files == 1
    assert file.digest not in digests(store, stored)


def test_the_files_of_a_deleted_assessment_go_after_a_month(store, contents, stored):
    move_assessment(store, stored.id, Shelf.DELETED, stamp=STAMP)
    assert sweep(store, contents, NOON + timedelta(days=29)).files == 0
    assert sweep(store, contents, NOON + timedelta(days=31)).files == 2
    assert sweep(store, contents, NOON + timedelta(days=31), days=0).contents == 2


def test_bytes_that_do_not_unpack_are_said_to_be_damaged(store, contents, stored):
    data = spoiled(packed(store, contents, stored), after=b"assessment.json")

    with pytest.raises(InvalidPortableFileError, match="damaged"):
        read(data, contents)


def test_an_archive_packed_in_a_rare_way_is_refused(store, contents, stored):
    found, rare = entries(packed(store, contents, stored)), BytesIO()
    with ZipFile(rare, "w", ZIP_BZIP2) as archive:
        for name, content in found.items():
            archive.writestr(name, content)

    with pytest.raises(InvalidPortableFileError, match="damaged"):
        read(spoiled(rare.getvalue(), after=b"assessment.json"), contents)
