"""The JSON Schema that editors use agrees with the reader."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from assessment import resources
from assessment.framework_file import framework_schema

DATA = Path(__file__).parents[2] / "data"
GOOD = [*sorted((DATA / "frameworks").glob("*.yaml")), resources.DEFAULT_FRAMEWORK]
SMALL = (DATA / "frameworks" / "small.yaml").read_text(encoding="utf-8")

# What a schema can see; the rest ties one part to another and is left to the reader.
SHAPES = {
    "unknown key",
    "unknown key without a guess",
    "missing key",
    "wrong format",
    "empty value",
    "comment swallows value",
    "list for text",
    "text for list",
    "empty list",
    "empty rung",
    "bad key",
    "recommendation twice",
    "weight 0",
    "weight quoted",
    "coverage above 1",
    "flag as word",
    "unknown type",
    "number for a map",
    "several problems at once",
}


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (1.2): dates and yes/no are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [
        (tag, form)
        for tag, form in resolvers
        if not tag.endswith((":timestamp", ":bool")) and first != "="
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf")
)


@pytest.fixture(scope="module")
def validator():
    schema = framework_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def as_editors_read(text):
    return yaml.load(text, EditorLoader)


@pytest.mark.parametrize("path", GOOD, ids=[path.name for path in GOOD])
def test_good_frameworks_are_accepted(validator, path):
    data = as_editors_read(path.read_text(encoding="utf-8"))

    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_broken_shapes_are_rejected_in_the_editor_too(validator, name):
    edits = yaml.safe_load((DATA / "broken" / "frameworks.yaml").read_text("utf-8"))
    edit = next(edit for edit in edits if edit["name"] == name)

    data = as_editors_read(SMALL.replace(edit["replace"], edit["by"], 1))

    assert not validator.is_valid(data)


def test_every_key_has_its_order_and_most_have_a_description():
    schema = framework_schema()

    assert list(schema["properties"])[:4] == [
        "format",
        "framework",
        "scale",
        "evidence",
    ]
    indicator = schema["$defs"]["indicator"]["properties"]
    assert indicator["question"]["description"] == "What is asked, in one sentence."
    assert indicator["type"]["enum"] == ["structure", "process", "outcome"]


def test_the_schema_that_questions_yaml_may_name_is_the_current_one():
    path = resources.ROOT / "docs" / "framework.schema.json"

    # After a change of the tables: assessment schema > docs/framework.schema.json
    assert json.loads(path.read_text(encoding="utf-8")) == framework_schema()
