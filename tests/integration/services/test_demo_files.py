"""The demo has a real file, named by two answers, once."""

from io import BytesIO

import pikepdf

from assessment import resources
from assessment.framework_file import load_framework
from assessment.services.assessments.reading import load_assessment
from assessment.services.evidence.contents import contents_in
from assessment.services.evidence.reading import files_of
from assessment.services.samples.demo import fill_demo
from assessment.services.samples.demo_files import (
    _draft,
    attach_demo_files,
    invented_law,
)
from assessment.storage.engine import open_store
from tests.databases import STAMP


def test_the_invented_law_is_a_pdf_that_can_be_read():
    with pikepdf.open(BytesIO(invented_law())) as pdf:
        assert len(pdf.pages) == 1
    assert invented_law() == invented_law()


def test_two_answers_of_the_governments_draft_name_it_once(tmp_path):
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    store = open_store(f"sqlite:///{tmp_path}/a.sqlite")
    contents = contents_in(tmp_path / "evidence")
    fill_demo(store, framework, language="en", stamp=STAMP)
    assert attach_demo_files(store, contents, framework, STAMP) == 2
    assert attach_demo_files(store, contents, framework, STAMP) == 0
    draft = _draft(store)
    (digest,) = files_of(store, draft)
    answers = load_assessment(store, draft).assessment.answers.values()
    assert sum(i.file == digest for a in answers for i in a.evidence) == 2
    store.close()
