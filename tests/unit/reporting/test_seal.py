"""The seal of a signed report: code, digest, and a QR code that holds what it says."""

import re
from xml.etree import ElementTree as ET

import pytest
import qrcode

from assessment.domain.rounds.snapshot import digest_of_text, verification_code
from assessment.domain.rounds.states import State
from assessment.reporting.shapes.seal import Imprint, QrCode, compose_seal, grouped
from assessment.reporting.shapes.wording import Words
from assessment.texts import texts_in

TEXT = '{"format": "assessment/1"}\n'
ADDRESS = "https://assess.example"
SIGNED = [State.CLEARED, State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN]


def words(language="en"):
    return Words(texts_in(language), "en")


@pytest.mark.parametrize("state", State)
def test_only_what_was_signed_has_a_seal(state):
    seal = compose_seal(words(), Imprint(state, ADDRESS, TEXT))

    assert (seal is not None) == (state in SIGNED)
    assert compose_seal(words(), None) is None


def test_the_seal_is_made_of_the_file_and_leads_to_the_site():
    seal = compose_seal(words(), Imprint(State.PUBLISHED, ADDRESS, TEXT))

    digest = digest_of_text(TEXT)
    assert seal.code == verification_code(digest)
    assert seal.digest == grouped(digest)
    assert seal.digest.replace(" ", "") == digest
    assert seal.drawing.holds == f"{ADDRESS}/verify?code={seal.code}"
    assert f"{ADDRESS}/verify" in str(seal.where)
    assert seal.drawing.holds in seal.drawing.alt


def test_without_an_address_the_qr_code_holds_the_code_alone():
    seal = compose_seal(words(), Imprint(State.CLEARED, "", TEXT))

    assert seal.drawing.holds == seal.code
    assert "/verify" not in str(seal.where)


@pytest.mark.parametrize("rtl", [False, True])
def test_the_drawing_has_the_modules_of_the_code_and_white_around_it(rtl):
    holds = f"{ADDRESS}/verify?code=28T5-CY4T-QKFFX"
    drawn = ET.fromstring(QrCode("A code", holds).svg(rtl=rtl))

    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    made.add_data(holds)
    made.make(fit=True)
    wanted = {
        (x, y)
        for y, row in enumerate(made.get_matrix())
        for x, is_dark in enumerate(row)
        if is_dark
    }
    path = drawn.findall("{http://www.w3.org/2000/svg}path")[1].get("d")
    found = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
        for step in range(int(length))
    }
    assert found == wanted
    assert (
        drawn.get("viewBox") == f"0 0 {len(made.get_matrix())} {len(made.get_matrix())}"
    )


def test_what_an_operator_wrote_into_the_address_cannot_break_the_drawing():
    imprint = Imprint(State.PUBLISHED, 'https://a.example/<b>"&', TEXT)

    seal = compose_seal(words(), imprint)

    assert ET.fromstring(seal.drawing.svg()) is not None
