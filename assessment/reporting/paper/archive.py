"""Finish a PDF for the archive: attachment, PDF/UA identification, compression."""

from collections.abc import Mapping
from io import BytesIO

import pikepdf

from assessment.reporting.paper.fonts import Outline
from assessment.reporting.paper.printed import Attachment, PrintedReport

ATTACHMENT_TYPE = "application/json"
_WATERMARK_COLOUR = "0.955 0.95 0.935"

_UA_IDENTIFICATION = """\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A wants every foreign property described, here that of PDF/UA."""


def finish_pdf(
    pages: bytes,
    report: PrintedReport,
    watermark: Outline,
    stamps: Mapping[str, str],
) -> bytes:
    """Return *pages* with its attachments inside, marked as PDF/UA-1, compressed.

    The same input gives the same bytes: dates are those of the report.

    Args:
        pages: The PDF as laid out.
        report: What it says; attachments and dates come from here.
        watermark: The word to lay behind every page; an empty one is not drawn.
        stamps: What to say of the making, by the names in :data:`STAMPS`.
    """
    with pikepdf.open(BytesIO(pages)) as pdf:
        made_on = _pdf_date(report.made_on)
        pdf.Root.AF = pikepdf.Array(
            [_attached(pdf, file, made_on) for file in report.attachments]
        )
        for name, value in stamps.items():
            pdf.docinfo[f"/{name}"] = value
        _identify(pdf)
        _tell_viewers(pdf, report)
        if watermark.path:
            _stamp(pdf, watermark)
        out = BytesIO()
        pdf.save(
            out,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


def _identify(pdf: pikepdf.Pdf) -> None:
    """Say that the file is PDF/UA-1, inside the one description it may have."""
    metadata = pdf.Root.Metadata
    xmp = metadata.read_bytes().decode()
    metadata.write(
        xmp.replace("</rdf:RDF>", _UA_IDENTIFICATION + "</rdf:RDF>").encode()
    )


def _tell_viewers(pdf: pikepdf.Pdf, report: PrintedReport) -> None:
    """Tell viewers which side a book opens to, and what the pages are called."""
    if report.direction == "rtl":
        pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
    style = pikepdf.Dictionary(S=pikepdf.Name.D)
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, style]))


def _stamp(pdf: pikepdf.Pdf, words: Outline) -> None:
    """Lay *words* pale and slanted behind every page, as an artifact.

    Drawn once and referred to by every page: as a background it would be set anew,
    letter by letter, on each. Screen readers skip it; the words stand in the header.
    """
    left, bottom, right, top = (float(edge) for edge in pdf.pages[0].mediabox)
    scale = (right - left) / words.width
    turn = f"{scale * 0.62:.5f} {scale * 0.78:.5f} {-scale * 0.78:.5f}"
    drawing = (
        f"q {_WATERMARK_COLOUR} rg 1 0 0 1 {(left + right) / 2} {(bottom + top) / 2} cm "
        f"{turn} {scale * 0.62:.5f} 0 0 cm "
        f"1 0 0 1 {-words.width / 2} {-words.height / 2} cm {words.path} f Q"
    )
    form = pdf.make_stream(drawing.encode())
    form.Type = pikepdf.Name.XObject
    form.Subtype = pikepdf.Name.Form
    form.BBox = pikepdf.Array([left, bottom, right, top])
    form.Resources = pikepdf.Dictionary()
    call = pdf.make_stream(
        b"/Artifact <</Type /Pagination /Subtype /Watermark>> BDC q /Watermark Do Q EMC"
    )
    for page in pdf.pages:
        page.obj.Resources.XObject[pikepdf.Name.Watermark] = form
        page.obj.Contents = pikepdf.Array([call, page.obj.Contents])


def _attached(pdf: pikepdf.Pdf, attachment: Attachment, made_on: str) -> pikepdf.Object:
    """Put *attachment* into *pdf* and return what stands for it there."""
    spec = pikepdf.AttachedFileSpec(
        pdf,
        attachment.text.encode(),
        filename=attachment.name,
        description=attachment.description,
        mime_type=ATTACHMENT_TYPE,
        creation_date=made_on,
        mod_date=made_on,
    )
    spec.obj.AFRelationship = pikepdf.Name("/" + attachment.relationship)
    pdf.attachments[attachment.name] = spec
    return spec.obj


def _pdf_date(iso: str) -> str:
    digits = "".join(c for c in iso if c.isdigit())
    return f"D:{digits}Z"
