"""Small real files for tests: what office programs, scanners and cameras make."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
from openpyxl import Workbook
from PIL import Image

_OOXML = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "docx": ("word/document.xml", f"{_OOXML}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{_OOXML}.presentationml.presentation.main+xml"),
}
_ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def a_pdf(title: str = "A law") -> bytes:
    """Return a PDF of one page."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = title
        out = BytesIO()
        pdf.save(out, static_id=True)
    return out.getvalue()


def a_picture(form: str = "PNG") -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, form)
    return out.getvalue()


def a_zip(entries: dict[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def spoiled(archive: bytes, *, after: bytes) -> bytes:
    """Return a ZIP archive in which the bytes *after* the name of an entry say nothing."""
    begins = archive.index(after) + len(after)
    return archive[:begins] + b"\xff\xff\xff" + archive[begins + 3 :]


def a_workbook() -> bytes:
    """Return a real XLSX file."""
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def an_office_file(ending: str, **more: str) -> bytes:
    """Return a small DOCX, PPTX, ODT, ODS or ODP file; *more* are further entries."""
    if ending in _ODF:
        kind = f"application/vnd.oasis.opendocument.{_ODF[ending]}"
        return a_zip({"mimetype": kind, "content.xml": "<x/>", **more})
    part, main = _MAIN[ending]
    types = f'<Types><Override PartName="/{part}" ContentType="{main}"/></Types>'
    return a_zip({"[Content_Types].xml": types, part: "<x/>", **more})
