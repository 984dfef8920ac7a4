"""Checks of what stands before the indicators: edition, scale, grades, bands."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from babel import Locale
from babel.localedata import locale_identifiers

from assessment.errors import N_
from assessment.yaml_nodes.nodes import ListNode, TextNode
from assessment.yaml_nodes.reading import Part, Reading


def check_header(root: Part, reading: Reading) -> None:
    """Check that the language exists, and that no edition is compatible with itself."""
    header = root.get("framework")
    if header is None:
        return
    language = header.get("language")
    if language is not None and not _is_language(language):
        template = N_('There is no language "{found}" (BCP 47, as in en or zh-Hans).')
        reading.report(header.at("language"), header.path, template, found=language)
    named = header.nodes.get("compatible")
    for item in named.items if isinstance(named, ListNode) else ():
        if isinstance(item, TextNode) and item.text == header.get("edition"):
            template = N_("An edition need not name itself here: {edition}.")
            reading.report(item, header.path, template, edition=item.text)


def _is_language(code: str) -> bool:
    """Say whether CLDR knows the language, and script and territory if given."""
    if code.isalpha() and code in locale_identifiers():
        return True  # no need to load the words of a language, which takes its time
    english = Locale("en")
    language, *others = code.split("-")
    return language in english.languages and all(
        part.title() in english.scripts or part.upper() in english.territories
        for part in others
    )


def check_scale(root: Part, reading: Reading) -> int | None:
    """Return the highest level, None when the scale does not hold together."""
    levels = root.parts("scale")
    for expected, level in enumerate(levels):
        if level.get("level", expected) != expected:
            reading.report(
                level.at("level"),
                level.path,
                N_("Level {expected} is expected here, not {found}."),
                expected=expected,
                found=level["level"],
            )
            return None
    _check_rising(levels, "score", reading)
    _check_labels(levels, reading)
    return len(levels) - 1 if levels else None


def _check_rising(parts: Iterable[Part], name: str, reading: Reading) -> None:
    known = [part for part in parts if name in part.values]
    for before, after in pairwise(known):
        if after[name] <= before[name]:
            reading.report(
                after.at(name),
                after.path,
                N_("{found} does not rise above {before}."),
                found=after[name],
                before=before[name],
            )


def check_bands(root: Part, reading: Reading) -> None:
    """Check that bands begin at the lowest score, rise, and can be told apart."""
    bands = root.parts("bands")
    _check_rising(bands, "from", reading)
    _check_labels(bands, reading)
    scores: list[Decimal] = [
        s["score"] for s in root.parts("scale") if "score" in s.values
    ]
    if not scores or not bands:
        return
    lowest, highest = min(scores), max(scores)
    if bands[0].get("from", lowest) != lowest:
        reading.report(
            bands[0].at("from"),
            bands[0].path,
            N_("The first band must begin at the lowest score, {lowest}."),
            lowest=lowest,
        )
    for band in bands[1:]:
        if band.get("from", highest) > highest:
            reading.report(
                band.at("from"),
                band.path,
                N_("No score reaches this band: the highest is {highest}."),
                highest=highest,
            )


def check_grades(root: Part, reading: Reading) -> None:
    """Check that what grades support falls from the best to the weakest."""
    known = [grade for grade in root.parts("evidence") if "grade" in grade.values]
    for before, after in pairwise(known):
        if "cap" not in before.values:
            continue
        cap = after.get("cap")
        if cap is None or cap > before["cap"]:
            reading.report(
                after.at("cap"),
                after.path,
                N_("Grade {grade} stands below {better} and may not support more."),
                grade=after["grade"],
                better=before["grade"],
            )


def _check_labels(parts: Iterable[Part], reading: Reading) -> None:
    """Two bands or levels of one name could not be told apart by anybody."""
    first: dict[str, Part] = {}
    for part in parts:
        label = part.get("label")
        if label is not None and first.setdefault(label.casefold(), part) is not part:
            reading.report(
                part.at("label"),
                part.path,
                N_('The label "{label}" is already used at line {line}.'),
                label=label,
                line=first[label.casefold()].at("label").line,
            )
