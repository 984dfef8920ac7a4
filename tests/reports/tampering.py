"""What somebody may do to a report: each takes an open PDF and changes it."""

from io import BytesIO

import pikepdf

WHITE_SHEET = b"q 1 1 1 rg 0 0 600 900 re f Q "


def opened(pdf):
    return pikepdf.open(BytesIO(pdf))


def saved(pdf):
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def changed(pdf, change):
    """Return the bytes of *pdf* after *change*."""
    document = opened(pdf)
    change(document)
    return saved(document)


def content(page):
    contents = page.obj.Contents
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(part.read_bytes() for part in parts)


def draw(document, number, before=b"", after=b""):
    """Add drawing instructions to page *number*."""
    page = document.pages[number]
    page.obj.Contents = document.make_stream(
        before + b"\n" + content(page) + b"\n" + after
    )


def a_font(document, number):
    return next(iter(document.pages[number].obj.Resources.Font.keys()))


def white_sheet_with_another_number(document):
    font = a_font(document, 1).encode()
    text = (
        b"BT /Span <</MCID 9999>> BDC " + font + b" 40 Tf 100 500 Td <0011> Tj EMC ET"
    )
    draw(document, 1, after=WHITE_SHEET + text)


def white_sheet_said_to_be_decoration(document):
    draw(document, 1, after=b"/Artifact BMC " + WHITE_SHEET + b" EMC")


def text_outside_the_structure(document):
    font = a_font(document, 1).encode()
    draw(document, 1, after=b"BT " + font + b" 40 Tf 100 500 Td <0011> Tj ET")


def invisible_text(document):
    """Make all text of the second page invisible."""
    page = document.pages[1]
    text = content(page).replace(b"\nBT\n", b"\nBT\n3 Tr\n")
    page.obj.Contents = document.make_stream(text)


def white_text(document):
    page = document.pages[1]
    text = content(page).replace(b"0.086275 0.137255 0.168627 rg", b"1 1 1 rg")
    page.obj.Contents = document.make_stream(text)


def blanked_pages(document):
    for page in list(document.pages)[2:]:
        page.obj.Contents = document.make_stream(b"")


def no_watermark(document):
    for page in document.pages:
        page.obj.Contents = page.obj.Contents[1]


def white_watermark(document):
    form = document.pages[0].obj.Resources.XObject["/Watermark"]
    form.write(form.read_bytes().replace(b"0.955 0.95 0.935 rg", b"1 1 1 rg"))


def a_page_less(document):
    del document.pages[-1]


def a_page_more(document):
    document.add_blank_page()


def a_note_over_the_page(document):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[0, 0, 600, 800],
        Contents=pikepdf.String("Another number"),
    )
    document.pages[1].obj.Annots = pikepdf.Array([document.make_indirect(note)])


def glyphs_with_another_meaning(document):
    """Let the fonts say something else than they show, as for who copies the text."""
    for found in document.objects:
        if isinstance(found, pikepdf.Dictionary) and "/ToUnicode" in found:
            table = found.ToUnicode.read_bytes().replace(b"beginbfchar", b"beginbfchxr")
            found.ToUnicode.write(table)


def another_attachment(document):
    spec = document.Root.AF[0].EF.F
    spec.write(spec.read_bytes() + b" ")


def swapped(place):
    """Return a change that reverses the characters of the figure at *place*."""

    def change(document):
        element = next(e for e in elements(document) if str(e.get("/T", "")) == place)
        page, marks = element.Pg, set(_marks(element))
        out, inside = [], None
        for step in pikepdf.parse_content_stream(page):
            operands, operator = list(step.operands), str(step.operator)
            if operator == "BDC":
                inside = int(operands[1].get("/MCID", -1))
            elif operator == "EMC":
                inside = None
            elif operator == "TJ" and inside in marks:
                shown = b"".join(
                    bytes(p) for p in operands[0] if isinstance(p, pikepdf.String)
                )
                pairs = [shown[at : at + 2] for at in range(0, len(shown), 2)]
                back = pikepdf.String(b"".join(reversed(pairs)))
                operands = [pikepdf.Array([back])]
            out.append((operands, step.operator))
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(out))

    return change


def elements(document):
    stack = [document.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        yield element
        kids = element.get("/K", [])
        stack.extend(
            kid
            for kid in (reversed(kids) if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
        )


def _marks(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield int(kid)
        elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _marks(kid)
