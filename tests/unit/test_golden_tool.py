"""The engine and tools/golden.py, which share no code, find the same scores."""

import ast
import json
from importlib.util import module_from_spec, spec_from_file_location
from random import Random

import pytest

from assessment import resources
from assessment.framework_file import load_framework, parse_framework
from assessment.portable import read_assessment
from assessment.services.assessments.scores import score_data
from tests.random_files import a_random_framework, random_answers

TOOL = resources.ROOT / "tools" / "golden.py"


def the_tool():
    spec = spec_from_file_location("golden", TOOL)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


golden = the_tool()


@pytest.fixture(scope="module")
def real():
    text = resources.DEFAULT_FRAMEWORK.read_text(encoding="utf-8")
    return load_framework(resources.DEFAULT_FRAMEWORK), golden.read(text)


def both(framework, plain, given):
    """Return what each of the two makes of the same answers."""
    portable = {
        "format": "assessment/1",
        "framework": {"key": framework.key, "edition": framework.edition},
        "subject": {"code": "XA"},
        "kind": "training",
        "period": "2026",
        **given,
    }
    text = json.dumps(portable)
    ours = score_data(framework, read_assessment(text, "f", framework))
    # Through JSON, so that neither has an advantage.
    theirs = golden.plain(golden.score_file(plain, golden.read(text)))
    return comparable(ours, theirs), theirs


def comparable(ours, theirs):
    """Return of the engine's scores what the tool finds as well: all but the numbers."""
    plain = [
        {name: value for name, value in indicator.items() if name != "number"}
        for indicator in ours["indicators"]
    ]
    return {name: ours[name] for name in theirs} | {"indicators": plain}


def test_the_tool_shares_no_code_with_the_program():
    tree = ast.parse(TOOL.read_text(encoding="utf-8"))

    names = {
        name
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
        )
    }

    assert not any(name.startswith("assessment") for name in names)
    assert "decimal" not in names


@pytest.mark.parametrize("seed", range(6))
def test_both_agree_on_random_answers_to_the_framework_that_is_shipped(real, seed):
    framework, plain = real
    random = Random(seed)

    for _ in range(12):
        ours, theirs = both(framework, plain, random_answers(random, plain))
        assert ours == theirs


@pytest.mark.parametrize("seed", range(60))
def test_both_agree_on_random_answers_to_random_frameworks(seed):
    random = Random(seed)
    text = a_random_framework(random)
    framework, plain = parse_framework(text, "f"), golden.read(text)

    for _ in range(6):
        ours, theirs = both(framework, plain, random_answers(random, plain))
        assert ours == theirs


def test_the_golden_examples_come_true(real):
    _, plain = real

    wrong = [found for found in golden.compare(plain) if found[2] != found[3]]

    assert wrong == [], "run: python tools/golden.py write"


def test_random_frameworks_have_what_the_new_rules_need():
    frameworks = [
        parse_framework(a_random_framework(Random(seed)), "f") for seed in range(60)
    ]
    indicators = [i for f in frameworks for i in f.indicators]

    assert any(i.critical and i.caps_below > 1 for i in indicators)
    assert any(i.critical and i.flags_below > i.caps_below + 1 for i in indicators)
    assert any(i.urgent_when for i in indicators)
    assert any(f.public_criteria for f in frameworks)
    assert any(sum(g.public for g in f.grades) > 1 for f in frameworks)
    assert any(not any(g.public for g in f.grades) for f in frameworks)


SMALL = resources.ROOT / "tests" / "data" / "frameworks" / "small.yaml"


def test_writing_changes_the_expectations_and_nothing_else():
    text = SMALL.read_text(encoding="utf-8")
    wrong = text.replace('overall: "66.7"', 'overall: "1.2"').replace(
        "band: middle,", "band: strong,"
    )
    told = []

    assert golden.rewritten(wrong, told.append) == text
    assert told == [
        "half-way: overall 1.2 -> 66.7",
        "half-way: band strong -> middle",
    ]


def test_writing_takes_out_what_is_no_longer_asked(tmp_path):
    text = SMALL.read_text(encoding="utf-8")
    gone = text.replace("key: sea-bridges", "key: sea-walls")
    for name in ("key", "indicator"):  # of the indicator, and where others name it
        gone = gone.replace(f"{name}: rail-budget", f"{name}: rail-money")
    path = tmp_path / "f.yaml"
    path.write_text(gone, encoding="utf-8")

    assert golden.main(["write", str(path)]) == 0

    written = path.read_text(encoding="utf-8")
    example = load_framework(path).examples[0]
    assert "inspection: {met: [list-kept], grade: A}" in written
    assert "rail-budget" not in written
    assert set(example.answers) == {"inspection", "rail-money", "accidents"}
    assert golden.main(["check", str(path)]) == 0


def test_a_portable_file_is_scored_from_the_command_line(capsys):
    file = resources.ROOT / "tests" / "data" / "portable" / "small.yaml"

    assert golden.main(["score", str(SMALL), str(file)]) == 0

    found = json.loads(capsys.readouterr().out)
    framework = load_framework(SMALL)
    assessment = read_assessment(file.read_text(encoding="utf-8"), "f", framework)
    ours = score_data(framework, assessment)
    assert found == comparable(ours, found)
    assert found["overall"]["applicable"] == 3
