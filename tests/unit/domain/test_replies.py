"""What makes a reply, and in what order replies are told."""

from datetime import date

import pytest

from assessment.domain.voices import (
    LONGEST_FUNCTION,
    LONGEST_REASON,
    LONGEST_REPLY,
    Replies,
    Reply,
    check_reply,
    check_withdrawal,
)
from assessment.domain.voices.replies import in_framework_order

KNOWN = {"law": 1, "data": 2}
MAY = date(2026, 5, 4)


def a_reply(indicator="", text="We disagree.", on=MAY, **given):
    return Reply(indicator, text, "National team", "Rapporteur", on, **given)


@pytest.mark.parametrize(
    ("text", "function", "indicator", "wrong"),
    [
        ("We disagree.", "Rapporteur", "", []),
        ("We disagree.", "Rapporteur", "law", []),
        ("x" * LONGEST_REPLY, "x" * LONGEST_FUNCTION, "", []),
        (" \n", "Rapporteur", "", ["text"]),
        ("x" * (LONGEST_REPLY + 1), "Rapporteur", "", ["text"]),
        ("We disagree.", " ", "", ["function"]),
        ("We disagree.", "x" * (LONGEST_FUNCTION + 1), "", ["function"]),
        ("We disagree.", "Rapporteur", "lau", ["indicator"]),
        ("", "", "lau", ["text", "function", "indicator"]),
    ],
)
def test_everything_wrong_with_a_reply_is_told_at_once(
    text, function, indicator, wrong
):
    problems = check_reply(text, function, indicator, KNOWN)

    assert [problem.path for problem in problems] == wrong
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize(
    ("reason", "is_right"),
    [
        ("", False),
        ("  ", False),
        ("An error.", True),
        ("x" * (LONGEST_REASON + 1), False),
    ],
)
def test_a_reply_is_never_withdrawn_in_silence(reason, is_right):
    assert (check_withdrawal(reason) == ()) == is_right


def test_the_whole_is_replied_to_first_then_the_framework_orders():
    data, law, whole = a_reply("data"), a_reply("law"), a_reply()
    gone = a_reply("gone")
    later = a_reply("law", on=date(2026, 6, 1), first_on=date(2026, 5, 20))

    ordered = in_framework_order((gone, later, data, law, whole), KNOWN)

    assert ordered == (whole, law, later, data, gone)


def test_replies_are_found_by_what_they_are_about():
    whole, law = a_reply(), a_reply("law")
    said = Replies("CODE", (whole, law))

    assert said.to("") == (whole,)
    assert said.to("law") == said.to_indicators == (law,)
    assert said.to("data") == ()
    assert said
    assert not Replies("CODE")


def test_what_is_withdrawn_does_not_stand():
    assert a_reply().stands
    assert not a_reply(text="", withdrawn_on=MAY, why_withdrawn="Error.").stands
