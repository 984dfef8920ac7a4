"""docs/portable-file.md says what the reader does."""

from pathlib import Path

from assessment import resources
from assessment.framework_file import load_framework
from assessment.portable import read_assessment
from assessment.portable.countries import country_codes
from assessment.portable.tables import ASSESSMENT

PAGE = (Path(__file__).parents[3] / "docs" / "portable-file.md").read_text("utf-8")


def test_the_example_is_a_complete_file_for_the_shipped_framework():
    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    example = PAGE.split("```json\n")[1].split("```")[0]

    assessment = read_assessment(example, "example.json", framework)

    assert len(assessment.answers) == 3
    assert assessment.clearance is not None


def test_every_key_is_documented():
    missing = [
        field.name for field in ASSESSMENT.fields if f"| `{field.name}` |" not in PAGE
    ]

    assert missing == []


def test_real_countries_are_those_of_iso_3166():
    codes = country_codes()

    # 249 in ISO 3166-1, and XK
    assert len(codes) == 250
    assert {"FR", "TW", "PS", "XK", "AQ"} <= set(codes)
    assert not {"EU", "UN", "XA", "ZZ"} & set(codes)
