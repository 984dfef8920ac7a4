"""A PDF made to do harm is refused in one sentence, soon, and in little memory."""

import os
import re
import resource
import zlib
from functools import cache
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.errors import ReportError
from assessment.reporting.paper.verify import compare, read_contents
from assessment.services.reports.reading import answers_in, compared
from tests.reports.national import ATTACHMENT, printed_in
from tests.reports.tampering import changed, elements, opened, saved

ATTACHED = (ATTACHMENT,)
SOON_S = 45
MOST_MEMORY_KB = 1_600_000


@cache
def zeros(count):
    """Return *count* packed zeros: a thousandth of the size."""
    packer = zlib.compressobj(9)
    block = bytes(10_000_000)
    return (
        b"".join(packer.compress(block) for _ in range(count // len(block)))
        + packer.flush()
    )


def a_bomb(document, size=600_000_000):
    bomb = document.make_stream(b"")
    bomb.write(zeros(size), filter=pikepdf.Name.FlateDecode)
    return bomb


def processor_time_s():
    """Return what this process and its ended children used: a busy machine adds nothing."""
    used = os.times()
    return sum(used[:4])


def refused_or(read):
    """Return what *read* finds; None when it refuses in one sentence."""
    try:
        return read()
    except ReportError as error:
        said = str(error)
    assert re.fullmatch(r"[^\n]*a\.pdf[^\n]*\.", said), said
    return None


def read_and_compare(pdf, honest):
    attached = read_contents(pdf, "a.pdf").attachments
    return compare(pdf, honest, attached, "a.pdf")


def page_that_inflates(document):
    document.pages[1].obj.Contents = a_bomb(document)


def page_of_many_streams_that_inflate(document):
    bomb = a_bomb(document, 20_000_000)
    document.pages[1].obj.Contents = pikepdf.Array([bomb] * 500)


def attachment_that_inflates(document):
    document.Root.AF[0].EF.F = a_bomb(document)


def many_attachments(document):
    document.Root.AF = pikepdf.Array([document.Root.AF[0]] * 200_000)


def stream_packed_twice(document):
    inner = zlib.compress(zeros(100_000_000))
    stream = document.make_stream(b"")
    stream.write(inner, filter=[pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
    document.pages[1].obj.Contents = stream


def font_with_endless_ranges(document):
    ranges = b"beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 20_000 + b"endbfrange"
    for font in document.pages[0].obj.Resources.Font.values():
        font.ToUnicode = document.make_stream(ranges)


def font_that_begins_and_never_ends(document):
    for font in document.pages[0].obj.Resources.Font.values():
        font.ToUnicode = document.make_stream(b"beginbfchar " * 200_000)


def structure_that_contains_itself(document):
    top = document.Root.StructTreeRoot.K[0]
    top.K.append(top)


def structure_without_end(document):
    kid = pikepdf.Dictionary(S=pikepdf.Name.P)
    for _ in range(3_000):
        kid = document.make_indirect(
            pikepdf.Dictionary(S=pikepdf.Name.Div, K=pikepdf.Array([kid]))
        )
    document.Root.StructTreeRoot.K = kid


def structure_as_wide_as_the_sea(document):
    kid = pikepdf.Dictionary(S=pikepdf.Name.P)
    document.Root.StructTreeRoot.K = pikepdf.Array([kid] * 5_000_000)


def page_of_many_instructions(document):
    document.pages[1].obj.Contents = document.make_stream(b"q Q\n" * 5_000_000)


def page_of_deep_lists(document):
    deep = b"[" * 100_000 + b"]" * 100_000 + b" TJ"
    document.pages[1].obj.Contents = document.make_stream(deep)


def many_pages(document):
    for _ in range(3_000):
        document.add_blank_page()


def page_on_a_page_on_a_page(document):
    document.Root.Pages.Kids[0] = document.Root.Pages


def links_without_end(document):
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link)
    document.pages[1].obj.Annots = pikepdf.Array([note] * 300_000)


@pytest.mark.parametrize(
    "harm",
    [
        page_that_inflates,
        page_of_many_streams_that_inflate,
        attachment_that_inflates,
        many_attachments,
        stream_packed_twice,
        font_with_endless_ranges,
        font_that_begins_and_never_ends,
        structure_that_contains_itself,
        structure_without_end,
        structure_as_wide_as_the_sea,
        page_of_many_instructions,
        page_of_deep_lists,
        many_pages,
        page_on_a_page_on_a_page,
        links_without_end,
    ],
    ids=lambda harm: harm.__name__,
)
def test_harm_is_refused_soon_and_in_little_memory(harm):
    honest = printed_in("en")
    pdf = changed(honest, harm)
    began = processor_time_s()

    def read():
        answers_in(pdf, "a.pdf")
        return compared(pdf, honest, ATTACHED, "a.pdf")

    found = refused_or(read)

    assert found is None or found.differences or found.foreign or found.pages

    assert processor_time_s() - began < SOON_S
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert children.ru_maxrss < MOST_MEMORY_KB


def an_object_stream_that_inflates():
    """Return a PDF whose objects are packed: the library unpacks them by itself."""
    packed = zeros(2_000_000_000)
    head = b"%PDF-1.7\n"
    stream = (
        b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n"
        % len(packed)
        + packed
        + b"\nendstream\nendobj\n"
    )
    rows = bytes((0, 0, 0, 255)) + bytes((1, 0, len(head), 0)) + bytes((2, 0, 1, 0))
    at = len(head) + len(stream)
    index = (
        b"3 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Length %d>>stream\n"
        % len(rows)
        + rows
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % at
    )
    return head + stream + index


def test_what_the_library_unpacks_by_itself_is_held_by_the_process():
    pdf = an_object_stream_that_inflates()

    assert len(pdf) < 3_000_000
    with pytest.raises(ReportError, match=r"a\.pdf"):
        answers_in(pdf, "a.pdf")


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.sampled_from(["/Span", "/FlateDecode", "/Page", "/"]).map(pikepdf.Name),
    st.binary(max_size=20).map(pikepdf.String),
    st.just("root"),
    st.just("itself"),
    st.just("array"),
)


@settings(
    max_examples=150,
)
@given(st.data())
def test_whatever_is_put_anywhere_is_refused_or_found(data):
    """Somewhere among all objects an entry becomes something else."""
    honest = printed_in("en")
    document = opened(honest)
    candidates = [
        o
        for o in document.objects
        if isinstance(o, pikepdf.Dictionary | pikepdf.Stream) and len(o.keys())
    ]
    victim = data.draw(
        st.sampled_from(range(len(candidates))).map(candidates.__getitem__)
    )
    key = data.draw(st.sampled_from(sorted(map(str, victim.keys()))))
    value = data.draw(VALUES)
    special = {
        "root": document.Root,
        "itself": victim,
        "array": pikepdf.Array([victim, document.Root]),
    }
    try:
        if value is None:
            del victim[key]
        else:
            victim[key] = special.get(value, value) if isinstance(value, str) else value
        pdf = saved(document)
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError):
        return  # nobody can write such a file

    refused_or(lambda: read_and_compare(pdf, honest))


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=9
    )
)
def test_flipped_bytes_are_refused_or_found(flips):
    honest = printed_in("en")
    pdf = bytearray(honest)
    for place, value in flips:
        pdf[place % len(pdf)] = value

    refused_or(lambda: read_and_compare(bytes(pdf), honest))


def test_the_pages_of_a_report_are_far_from_every_limit():
    """What is refused is many times what a report of ours needs."""
    document = opened(printed_in("en"))

    assert sum(1 for _ in elements(document)) < 5_000
    assert BytesIO(printed_in("en")).getbuffer().nbytes < 1_000_000
