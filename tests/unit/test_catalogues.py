"""The catalogues say everything that the sources ask them to say."""

import re

import pytest
from babel.messages.pofile import read_po

from assessment import resources
from tools.catalogues import INTERFACE_LANGUAGES, interface_catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def catalogue_of(language):
    file = resources.TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
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
