"""Checks of a portable file against the framework it answers, with guesses at typos."""

import re

from assessment.domain.answers import INVENTED_CODES
from assessment.domain.framework import Framework
from assessment.errors import N_
from assessment.portable.countries import (
    belongs_to_others,
    country_codes,
    is_known,
    is_known_language,
)
from assessment.portable.tables import DANGLING
from assessment.yaml_nodes.nodes import ListNode, Node, TextNode
from assessment.yaml_nodes.reading import Part, Reading


def know_framework(reading: Reading, framework: Framework) -> None:
    """Let the file refer to what *framework* defines."""
    reading.know("indicator", framework.indicators_by_key)
    reading.know("fact", framework.facts_by_key)
    reading.know("grade", framework.grades_by_letter)


def check_edition(root: Part, reading: Reading, framework: Framework) -> bool:
    """Return whether the file answers *framework*; report when it does not."""
    header = root.get("framework")
    if header is None or "format" not in root.values:
        return False
    key, edition = header.get("key"), header.get("edition")
    if key is not None and key != framework.key:
        reading.report(
            header.at("key"),
            header.path,
            N_('This file answers the framework "{found}"; "{expected}" is expected.'),
            found=key,
            expected=framework.key,
        )
        return False
    accepted = (framework.edition, *framework.compatible)
    if edition is not None and edition not in accepted:
        reading.report(
            header.at("edition"),
            header.path,
            N_("This file answers edition {found}; {expected} is expected."),
            found=edition,
            expected=" / ".join(accepted),
        )
        return False
    return True


def check_against(root: Part, reading: Reading, framework: Framework) -> None:
    """Report everything in *root* that *framework* does not know."""
    reading.check_references(DANGLING)
    _check_values(root, reading, framework)
    answers = root.get("answers")
    for key, answer in answers.values.items() if answers is not None else ():
        _check_answer(key, answer, reading, framework)
    for item in root.parts("plan"):
        indicator = framework.indicators_by_key.get(item.get("indicator", ""))
        if indicator is not None and "criterion" in item.values:
            criteria = [criterion.key for criterion in indicator.criteria()]
            if item["criterion"] not in criteria:
                reading.report_unknown(
                    item.at("criterion"),
                    item.path,
                    _UNKNOWN_CRITERION,
                    item["criterion"],
                    criteria,
                )


def check_subject(root: Part, reading: Reading) -> None:
    """Report an unknown country code."""
    subject = root.get("subject")
    if subject is None or "code" not in subject.values:
        return
    code, node = subject["code"], subject.at("code")
    if not is_known(code):
        template = _UNKNOWN_COUNTRY
        if code.upper() in (*INVENTED_CODES, *country_codes()):
            template = N_('Write the country code in capital letters, not "{code}".')
        reading.report(node, subject.path, template, code=code)
    elif code not in INVENTED_CODES and belongs_to_others(
        code, subject.get("name", "")
    ):
        reading.report(
            subject.at("name"),
            subject.path,
            N_('The code {code} is not that of "{name}": which of the two is meant?'),
            code=code,
            name=subject["name"],
        )


def check_language(root: Part, reading: Reading) -> None:
    """Report a language that nobody speaks; one without a catalogue of ours is fine."""
    language = root.get("language", "en")
    has_form = re.fullmatch("[a-z]{2,3}", language.partition("-")[0])
    if has_form and not is_known_language(language):  # else the domain says the form
        reading.report(
            root.at("language"),
            root.path,
            N_('There is no language "{found}": write a code such as en, fr or sw.'),
            found=language,
        )


def _check_answer(
    key: str, answer: Part, reading: Reading, framework: Framework
) -> None:
    if answer.get("status") == "answered" and "met" not in answer.nodes:
        reading.report(
            answer.node,
            answer.path,
            N_('"met" is missing here: list the criteria met, or write [] for none.'),
        )
    indicator = framework.indicators_by_key.get(key)
    if indicator is None:
        return
    criteria = [criterion.key for criterion in indicator.criteria()]
    for item in _texts(answer.at("met")):
        if item.text not in criteria:
            reading.report_unknown(
                item, answer.path, _UNKNOWN_CRITERION, item.text, criteria
            )
    figures = [figure.key for figure in indicator.figures]
    for figure in answer.parts("figures"):
        if figure.get("key", "") and figure["key"] not in figures:
            reading.report_unknown(
                figure.at("key"), figure.path, _UNKNOWN_FIGURE, figure["key"], figures
            )


def _check_values(root: Part, reading: Reading, framework: Framework) -> None:
    profile = root.get("profile")
    for key, node in profile.nodes.items() if profile is not None else ():
        fact = framework.facts_by_key.get(key)
        for item in _texts(node) if fact is not None else ():
            if fact is not None and item.text not in fact.values:
                reading.report_unknown(
                    item, profile.path, _UNKNOWN_VALUE, item.text, fact.values
                )


def _texts(node: Node) -> list[TextNode]:
    if isinstance(node, TextNode):
        return [node]
    if isinstance(node, ListNode):
        return [item for item in node.items if isinstance(item, TextNode)]
    return []


_UNKNOWN_COUNTRY = N_(
    '"{code}" is no country code: two capital letters of ISO 3166-1, or XA to XZ for an'
    " invented country."
)
_UNKNOWN_CRITERION = (
    N_('This indicator has no criterion "{found}". Did you mean "{guess}"?'),
    N_('This indicator has no criterion "{found}". It has: {allowed}.'),
)
_UNKNOWN_FIGURE = (
    N_('This indicator has no figure "{found}". Did you mean "{guess}"?'),
    N_('This indicator has no figure "{found}". It has: {allowed}.'),
)
_UNKNOWN_VALUE = (
    N_('"{found}" is not a value of this fact. Did you mean "{guess}"?'),
    N_('"{found}" is not a value of this fact. Its values are: {allowed}.'),
)
