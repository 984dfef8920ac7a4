"""Files in a real browser: sent as soon as they are chosen, or with the form without script."""

from playwright.sync_api import expect

from assessment.domain.answers import EvidenceItem
from tests.browser.conftest import MakeContext, sign_in
from tests.files import a_pdf, a_picture
from tests.web import Site

PDF = {"name": "Act 12.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
MAP = {"name": "map.png", "mimeType": "image/png", "buffer": a_picture()}
TEXT = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"hello"}


def test_a_file_is_sent_at_once_and_its_document_used_again(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    page = sign_in(new_context(), address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    page.check("#met-c1")
    page.check("input[name=grade][value=A]")
    page.set_input_files("#evidence-0-upload", TEXT)
    expect(page.locator("[data-upload-status]")).to_contain_text("none of the kinds")
    page.set_input_files("#evidence-0-upload", PDF)
    expect(page.locator("[data-upload-status]")).to_contain_text("Act 12.pdf")
    expect(page.locator("#evidence-0-title")).to_have_value("Act 12")
    expect(page.locator("[data-status]")).to_contain_text("Saved at")
    (law,) = site.stored(key).assessment.answers["law"].evidence
    assert (law.title, law.file_name) == ("Act 12", "Act 12.pdf")

    page.goto(f"{address}/assessments/{key}/indicators/data")
    page.check("#met-c1")
    page.check("input[name=grade][value=A]")
    expect(page.locator("#titles option")).to_have_count(1)
    expect(page.locator("#titles option")).to_have_attribute("value", "Act 12")
    page.select_option("#again", label="Act 12")
    expect(page.locator("[data-status]")).to_contain_text("Saved at")
    assert site.stored(key).assessment.answers["data"].evidence == (
        EvidenceItem("Act 12", file=law.file, file_name="Act 12.pdf"),
    )
    with page.expect_download() as got:
        page.goto(f"{address}/assessments/{key}/evidence")
        page.click("text=Act 12.pdf")
    assert got.value.path().read_bytes() == a_pdf()


def test_without_script_a_file_goes_along_with_the_form_on_a_phone(
    site: Site, address: str, new_context: MakeContext
) -> None:
    key = site.begin()
    phone = {"width": 390, "height": 844}
    context = new_context(java_script_enabled=False, viewport=phone)
    page = sign_in(context, address)
    page.goto(f"{address}/assessments/{key}/indicators/law")
    page.check("#met-c1")
    page.check("input[name=grade][value=A]")
    page.set_input_files("#evidence-0-upload", MAP)
    page.fill("#note", "Typed beside it.")
    page.click("text=Save and continue")
    answer = site.stored(key).assessment.answers["law"]
    assert answer.note == "Typed beside it."
    assert [item.file_name for item in answer.evidence] == ["map.png"]
