"""Names of files, and what a document says of its file."""

import pytest

from assessment.domain.answer_check import check_answer
from assessment.domain.answers import EvidenceItem
from assessment.domain.evidence import (
    FILE_KINDS,
    FILE_NAME_LENGTH,
    file_problems,
    kind_of_media_type,
    safe_file_name,
)
from assessment.domain.guard import find_in_answer
from tests.builders import a_framework, an_answer, an_indicator

PDF = kind_of_media_type("application/pdf")
DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("law.pdf", "law.pdf"),
        ("LAW.PDF", "LAW.PDF"),
        ("C:\\Users\\anna\\law.pdf", "law.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("law.pdf.exe", "law.pdf.exe.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("con.pdf", "_con.pdf"),
        ("a\u202efdp.exe", "afdp.exe.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ('a<b>:"c|?*.pdf', "a-b-c-.pdf"),
        ("قانون ٢٠٢٤.pdf", "قانون ٢٠٢٤.pdf"),
        ("x" * 500 + ".pdf", "x" * (FILE_NAME_LENGTH - 4) + ".pdf"),
        ("\u200b\u200b.pdf", "file.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_says_what_the_file_is(given, safe):
    assert safe_file_name(given, PDF) == safe
    assert not list(file_problems(DIGEST, safe, ""))


def test_every_kind_takes_its_own_endings():
    for kind in FILE_KINDS:
        for ending in kind.endings:
            assert safe_file_name(f"a.{ending}", kind) == f"a.{ending}"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("ab", "law.pdf"),
        (DIGEST.upper(), "law.pdf"),
        (DIGEST, ""),
        ("", "law.pdf"),
        (DIGEST, "a/b.pdf"),
        (DIGEST, "..\\b.pdf"),
        (DIGEST, "x" * 121),
        (DIGEST, ".htaccess"),
    ],
)
def test_a_document_with_half_a_file_or_a_wrong_name_is_refused(file, name):
    framework = a_framework(an_indicator("law"))
    answer = an_answer(evidence=(EvidenceItem("Law", file=file, file_name=name),))
    problems = check_answer(framework.indicators[0], framework, answer)
    assert problems
    assert all(".evidence.0.file" in problem.path for problem in problems)


@pytest.mark.parametrize(
    "name",
    [
        "Amina_14_years_old.pdf",
        "Fatou-Diallo-12-ans.jpg",
        "statement of Fatou (12 ans).docx",
        "DOB 12.03.2012.pdf",
        "Amina_born_12.03.2012.pdf",
        "小红（十二岁）.png",
    ],
)
def test_the_guard_warns_of_names_of_files(name):
    item = EvidenceItem("Scan", file=DIGEST, file_name=name)
    assert [p.field for p in find_in_answer(an_answer(evidence=(item,)))] == [
        "evidence-0-file"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "child-protection-act-2024.pdf",
        "Act_12_of_2019.pdf",
        "Annex 14 - Guidelines for ages 12-17.docx",
        "2024-03-12_minutes.odt",
        "Loi-n-14-2016-protection-des-enfants.pdf",
        "Budget 12 ans de mise en oeuvre.xlsx",
        "IMG_20240312_141516.jpg",
    ],
)
def test_the_guard_lets_ordinary_names_of_files_pass(name):
    item = EvidenceItem("Law", file=DIGEST, file_name=name)
    assert not find_in_answer(an_answer(evidence=(item,)))
