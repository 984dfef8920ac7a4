"""The code printed on reports: made of the digest, forgiving to read, hard to mistype."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.rounds.snapshot import (
    ALPHABET,
    Publication,
    digest_of_text,
    read_code,
    verification_code,
)
from assessment.domain.rounds.states import State, Visibility

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_the_code_holds_the_first_sixty_bits_of_the_digest():
    # 0x123456789abcdef = 00010 01000 11010 00101 01100 11110 00100 11010 10111 10011 01111
    # 01111: two, eight, 26, five, 12, 30, four, 26, 23, 19, 15, 15 in Crockford's letters.
    code = verification_code("123456789abcdef" + "0" * 49)

    assert code[:4] + code[5:9] + code[10:14] == "28T5CY4TQKFF"
    assert len(code) == 15


def test_nothing_has_a_code_too():
    assert verification_code("0" * 64) == "0000-0000-00000"


@given(DIGESTS)
def test_what_is_printed_is_read_again(digest):
    code = verification_code(digest)

    assert read_code(code) == code
    assert set(code) <= {*ALPHABET, "-"}


@given(DIGESTS)
def test_how_it_is_typed_does_not_matter(digest):
    code = verification_code(digest)
    sloppy = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert read_code(sloppy) == code
    assert read_code(code.replace("-", "")) == code
    assert read_code(code.replace("1", "i").replace("-", "\u2013")) == code
    assert read_code(f"  {code}\n") == code


@given(DIGESTS, st.integers(0, 12), st.integers(1, 31))
def test_one_wrong_letter_is_noticed(digest, place, more):
    plain = verification_code(digest).replace("-", "")
    other = ALPHABET[(ALPHABET.index(plain[place]) + more) % 32]

    assert read_code(plain[:place] + other + plain[place + 1 :]) is None


@given(DIGESTS, st.integers(0, 11), st.integers(1, 12))
def test_two_swapped_letters_are_noticed(digest, place, distance):
    plain = list(verification_code(digest).replace("-", ""))
    other = min(place + distance, 12)
    if plain[place] == plain[other]:
        return
    plain[place], plain[other] = plain[other], plain[place]

    assert read_code("".join(plain)) is None


@pytest.mark.parametrize(
    "typed", ["", "ABCD", "28T5-CY4T-QKFFU", "x" * 5000, "٢٨-TT", "28T5-CY4T-QKFF!"]
)
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) is None


def test_the_digest_is_that_of_the_bytes_of_the_file():
    text = '{"note": "é, 日本"}\n'

    assert digest_of_text(text) == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("given", "state", "shown"),
    [
        ({}, State.PUBLISHED, True),
        ({"superseded_at": NOON}, State.SUPERSEDED, True),
        ({"withdrawn_at": NOON}, State.WITHDRAWN, False),
        ({"superseded_at": NOON, "withdrawn_at": NOON}, State.WITHDRAWN, False),
        ({"visibility": Visibility.NOTHING}, State.PUBLISHED, False),
    ],
)
def test_a_publication_says_what_became_of_it(given, state, shown):
    fields = {"visibility": Visibility.BANDS, **given}
    publication = Publication(UUID(int=1), UUID(int=2), published_at=NOON, **fields)

    assert publication.state is state
    assert publication.is_shown is shown
