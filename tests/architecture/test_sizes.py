"""Sizes: functions that fit on a screen, modules on a few, rooms that can be looked over.

What is larger stands here by name and with its reason; the list may only become shorter.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

PROGRAM = Path(__file__).parents[2] / "assessment"
LONGEST_FUNCTION = 40
"""Lines, without the docstring: what is explained well is not too long."""
LONGEST_MODULE = 400
FULLEST_ROOM = 10
"""Modules side by side in one room, without ``__init__``; eight are usual."""

MIGRATIONS = "storage/migrations/versions"
"""A migration is never touched again: it is as long as what it did."""

LONG_FUNCTIONS = {
    "framework_file/building.py:build_framework": "fills one object, field by field",
    "reporting/comparison/compose.py:_method": "fills one page, sentence by sentence",
    "reporting/method/example.py:_steps": "one worked step after the other",
    "reporting/method/rules.py:weaknesses": "one sentence after the other",
    "reporting/method/rules.py:_reading": "one sentence after the other",
    "reporting/questionnaire/compose.py:compose_questionnaire": "fills one document",
    "reporting/record/compose.py:compose_record": "fills one document",
    "services/rounds/moving.py:clear": "one transaction, step by step",
    "services/samples/demo.py:fill_demo": "tells the story of the demonstration",
    "storage/assessments/rows.py:stored_from": "fills one object, column by column",
    "tabular/comparison_xlsx.py:_write_method": "writes one sheet, line by line",
    "web/accounts.py:init_accounts": "sets one library up, setting by setting",
    "web/carried/progress.py:progress_page": "fills one page object",
    "web/frame.py:frame": "fills one page object",
    "web/rounds/pages.py:stand_page": "fills one page object",
    "web/security_config.py:security_config": "one dict of settings",
    "web/start/pages.py:home_page": "fills one page object",
    "web/wizard/pages.py:indicator_page": "fills one page object",
}

FULL_ROOMS = {
    "cli": "one module for each command",
    "domain": "one module for each rule book of an assessment",
    "framework_file": "one module for each table of the file",
    "services/evidence": "one module for each use of a file or link",
    "services/people": "one module for each use of an account",
    "storage/assessments": "one module for each table of an assessment",
    "storage/people": "one module for each table of accounts",
    "web": "what every room of the site uses",
    "web/wizard": "one module for each part of the form",
}


def modules() -> Iterator[tuple[str, str]]:
    """Yield name and text of every module of the program."""
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(PROGRAM).as_posix()
        if not name.startswith(MIGRATIONS):
            yield name, path.read_text(encoding="utf-8")


def lines_of(function: ast.FunctionDef) -> int:
    """Return how many lines a function has, without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    said = function.body[0]
    return lines - ((said.end_lineno or 0) - said.lineno + 1)


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{name}:{node.name}"
        for name, text in modules()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and lines_of(node) > LONGEST_FUNCTION
    }

    assert long - set(LONG_FUNCTIONS) == set(), "split them by meaning"
    assert set(LONG_FUNCTIONS) - long == set(), "no longer long: take them off the list"


def test_modules_fit_on_a_few_screens() -> None:
    long = {
        name: len(text.splitlines())
        for name, text in modules()
        if len(text.splitlines()) > LONGEST_MODULE
    }

    assert long == {}, "split them by meaning"


def test_rooms_can_be_looked_over() -> None:
    inside: dict[str, int] = {}
    for name, _text in modules():
        path = Path(name)
        if path.stem != "__init__":
            room = path.parent.as_posix()
            inside[room] = inside.get(room, 0) + 1
    full = {room for room, count in inside.items() if count > FULLEST_ROOM}

    assert full - set(FULL_ROOMS) == set(), "open a room inside, by meaning"
    assert set(FULL_ROOMS) - full == set(), "no longer full: take them off the list"
