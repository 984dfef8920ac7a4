"""The catalogues say everything that the sources ask them to say."""

import re

import pytest
from babel.messages.pofile import read_po

from assessment import resources
from tools.catalogues import (
    FRAMEWORK_LANGUAGES,
    INTERFACE_LANGUAGES,
    framework_catalogue,
    interface_catalogue,
)

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


NUMBER = re.compile(r"\d+")
THOUSANDS = re.compile(r"(?<=\d)[\u00a0\u202f ,](?=\d{3}\b)")


def catalogue_of(language, domain="messages"):
    file = resources.TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"
    with file.open("rb") as handle:
        return read_po(handle, locale=language)


def forms(value):
    return list(value) if isinstance(value, tuple | list) else [value]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_sentence_of_the_sources_is_translated(language):
    catalogue = catalogue_of(language)

    wanted = [message.id for message in interface_catalogue() if message.id]
    found = {str(w): catalogue.get(forms(w)[0]) for w in wanted}
    open_ones = [
        key
        for key, message in found.items()
        if message is None or message.fuzzy or not all(forms(message.string))
    ]

    assert len(wanted) > 500
    assert open_ones == []


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_translation_invents_a_placeholder(language):
    wrong = []
    for message in catalogue_of(language):
        known = {p for text in forms(message.id) for p in PLACEHOLDER.findall(text)}
        used = {p for text in forms(message.string) for p in PLACEHOLDER.findall(text)}
        if message.id and (used - known or (known - used and not message.pluralizable)):
            wrong.append(message.id)

    assert wrong == []


@pytest.mark.parametrize("language", FRAMEWORK_LANGUAGES)
def test_every_text_of_the_framework_is_translated(language):
    catalogue = catalogue_of(language, "framework")

    wanted = [message.id for message in framework_catalogue() if message.id]
    open_ones = [
        text
        for text in wanted
        if (found := catalogue.get(text)) is None or found.fuzzy or not found.string
    ]

    assert len(wanted) > 2000
    assert open_ones == []


@pytest.mark.parametrize("language", FRAMEWORK_LANGUAGES)
def test_no_translation_of_the_framework_changes_a_number(language):
    """A limit of 48 hours is 48 hours in every language."""
    wrong = [
        message.id
        for message in catalogue_of(language, "framework")
        if message.id and numbers_in(message.id) != numbers_in(message.string)
    ]

    assert wrong == []


def numbers_in(text):
    return sorted(NUMBER.findall(THOUSANDS.sub("", text)))
