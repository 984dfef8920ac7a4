"""The file of replies beside a report: read as strictly as it is written stably."""

import json
from datetime import date

import pytest

from assessment.domain.voices import Replies, Reply
from assessment.errors import InvalidPortableFileError
from assessment.portable.replies import read_replies, write_replies
from tests.builders import a_framework, an_indicator

FRAMEWORK = a_framework(an_indicator("law"), an_indicator("data"))
MAY = date(2026, 5, 4)
SAID = Replies(
    "7Q2M-9T4K-XB1CD",
    (
        Reply("", "Two lines,\nin “quotes”.", "فريق", "Head", MAY),
        Reply("law", "Not so.", "Team", "Head", MAY, first_on=date(2026, 4, 1)),
        Reply("data", "", "Team", "Head", MAY, None, date(2026, 6, 1), "An error."),
    ),
)


def test_what_is_written_is_read_again_the_same_and_always_as_the_same_bytes():
    text = write_replies(SAID)

    assert read_replies(text, "a", FRAMEWORK) == SAID
    assert write_replies(read_replies(text, "a", FRAMEWORK)) == text


def changed(**given):
    data = json.loads(write_replies(SAID))
    data["replies"][1] |= given
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("[]", ""),
        ("{}", '"format" is missing'),
        (changed(indicator="lau"), 'Did you mean "law"?'),
        (changed(on="2026-02-30"), "There is no such day: 2026-02-30."),
        (changed(on="tomorrow"), '"tomorrow" is not a date'),
        (changed(more="x"), "more"),
        (changed(function=""), ""),
        ('{"format": "assessment/1", "to": "x", "replies": []}', "replies/1"),
        ('{"format": "replies/1", "to": "x", "replies": 3}', "A list is expected"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_words(text, words):
    with pytest.raises(InvalidPortableFileError) as caught:
        read_replies(text, "replies.json", FRAMEWORK)

    assert words in str(caught.value)
    assert caught.value.problems


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(InvalidPortableFileError):
        read_replies('{"a": "' + "x" * 2_000_001 + '"}', "replies.json", FRAMEWORK)
