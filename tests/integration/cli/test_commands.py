"""The commands as people run them: exit codes, messages, files whole or not at all."""

import contextlib
import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import openpyxl
import pikepdf
import pytest

from assessment import resources
from assessment.cli import main as main_module
from assessment.domain.review import review
from assessment.domain.scoring import score_assessment
from assessment.framework_file import load_framework
from assessment.portable import read_assessment
from tests.reports import tampering

ROOT = Path(__file__).parents[3]
SEED = 7


def clean_environment(**added):
    """Return the environment without what would steer the program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ASSESSMENT_", "DATABASE_URL", "PYTHONUNBUFFERED"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), **added}


def start(*arguments, cwd, **environment):
    """Run the program as people do, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "assessment", *map(str, arguments)],
        cwd=cwd,
        env=clean_environment(**environment),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def run(*arguments, cwd, given="", **environment):
    """Run the program in this process: the same code, without the start."""
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.chdir(cwd)
        for name in set(os.environ) - set(clean_environment()):
            patch.delenv(name)
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.StringIO(given))
        code = main_module._run([str(each) for each in arguments])
    return SimpleNamespace(
        returncode=code, stdout=out.getvalue(), stderr=err.getvalue()
    )


def refused(done):
    """Return the lines a person sees after wrong input: code 1, nothing written."""
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return done.stderr.splitlines()


def misused(done):
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    """A folder with two invented countries and an alternative view of each."""
    folder = tmp_path_factory.mktemp("samples")
    options = ("--seed", SEED, "--count", 2, "--no-pdf", "--alternative")
    done = run(
        "sample",
        "--archetype",
        "strong-law-weak-practice",
        *options,
        "-o",
        folder,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def country(samples):
    return samples / f"001-XA-strong-law-weak-practice-{SEED}.json"


EXAMPLE = re.compile(r"([A-Z_]+=\S+ )*assessment ")
"""An example is the command itself, after what it finds in the environment."""


def test_help_lists_every_command_and_each_has_an_example(tmp_path):

    shown = run("--help", cwd=tmp_path).stdout

    for name, command in main_module.cli.commands.items():
        assert f"  {name} " in shown
        assert command.examples, name
        assert all(EXAMPLE.match(e) for e in command.examples), name


def test_a_command_shows_its_example(tmp_path):
    shown = start("score", "--help", cwd=tmp_path).stdout

    assert "Examples:\n  assessment score samplia.json\n" in shown


def test_help_and_version_load_nothing_heavy(tmp_path):
    code = (
        "import sys, assessment.cli.main;"
        "heavy = {'pandas', 'weasyprint', 'sqlalchemy', 'flask', 'yaml', 'babel'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.strip() == "[]"


def test_scoring_needs_neither_pandas_nor_weasyprint_nor_a_database(country):
    code = (
        "import sys\n"
        "from assessment.cli.main import _run\n"
        f"_run(['score', {str(country)!r}])\n"
        "heavy = {'pandas', 'weasyprint', 'sqlalchemy', 'flask'}\n"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_the_same_seed_writes_the_same_bytes(samples, tmp_path):
    start(
        "sample",
        "--archetype",
        "strong-law-weak-practice",
        "--seed",
        SEED,
        "--count",
        2,
        "--no-pdf",
        "--alternative",
        "-o",
        tmp_path / "again",
        cwd=tmp_path,
    )

    first = {file.name: file.read_bytes() for file in samples.iterdir()}
    second = {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()}
    assert first == second
    assert len(first) == 4


def test_score_prints_the_whole_and_every_point(country):
    done = start("score", country.name, cwd=country.parent)

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert lines[0] == "Aldoria (XA), 2025, exercise"
    assert "SAMPLE" in lines[1]
    assert sum(line[:2].strip().isdigit() for line in lines) == 10


def test_score_json_agrees_with_the_scoring_function(country):

    data = json.loads(run("score", country, "--json", cwd=country.parent).stdout)

    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    text = country.read_text(encoding="utf-8")
    card = score_assessment(framework, read_assessment(text, "x", framework))
    assert data["format"] == "score/1"
    assert data["overall"]["score"] == pytest.approx(float(card.overall.score))
    assert data["overall"]["band"]["key"] == card.overall_band.band
    assert [point["key"] for point in data["points"]] == [p.key for p in card.points]
    assert len(data["indicators"]) == 82
    assert data["training"] is True
    assert data["provisional"] is False


def test_explain_shows_contributions(country):
    done = run("score", country, "--explain", cwd=country.parent)

    assert "adds" in done.stdout
    assert "left out" in done.stdout


def test_a_missing_file_is_named_with_the_nearest_one(country):
    wrong = country.with_name(country.name.replace("-7", "-8"))

    (line,) = refused(start("score", wrong, cwd=country.parent))

    assert line == f"{wrong}: there is no such file. Did you mean {country.name}?"


def test_every_problem_of_a_portable_file_stands_on_a_line_of_its_own(
    country, tmp_path
):
    data = json.loads(country.read_text(encoding="utf-8"))
    data["kind"] = "goverment"
    data["answers"]["no-such-indicator"] = {"status": "unknown"}
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(data, indent=1), encoding="utf-8")

    lines = refused(run("score", broken, cwd=tmp_path))

    assert len(lines) >= 2
    assert all(line.startswith(f"{broken}:") for line in lines)


def test_compare_writes_all_three_formats(samples, tmp_path):
    files = sorted(samples.glob("*.json"))

    for name in ("out.html", "out.xlsx", "out.csv"):
        done = run("compare", *files, "-o", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stderr == f"Written: {name}\n"

    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Aldoria 2025, alternative view" in page
    assert (tmp_path / "out.xlsx").read_bytes().startswith(b"PK")
    lines = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + 4 * 11
    assert not list(tmp_path.glob(".*"))


def test_comparing_invented_with_real_data_is_refused_with_what_to_do(
    country, tmp_path
):
    data = json.loads(country.read_text(encoding="utf-8"))
    data["subject"] = {"code": "AT"}
    data["kind"] = "government"
    real = tmp_path / "real.json"
    real.write_text(json.dumps(data), encoding="utf-8")

    (line,) = refused(run("compare", country, real, "-o", "out.html", cwd=tmp_path))

    assert "Leave out either" in line
    assert not (tmp_path / "out.html").exists()


def test_a_provisional_assessment_is_left_out_and_named(samples, country, tmp_path):
    data = json.loads(country.read_text(encoding="utf-8"))
    data["answers"] = dict(list(data["answers"].items())[:5])
    thin = tmp_path / "thin.json"
    thin.write_text(json.dumps(data), encoding="utf-8")

    done = run("compare", country, thin, "-o", "out.html", cwd=tmp_path)

    assert done.returncode == 0
    assert f"Left out: {thin} (provisional)" in done.stderr


def test_an_unknown_format_is_wrong_usage_and_names_those_there_are(country, tmp_path):
    told = misused(start("report", country, "-o", "out.docx", cwd=tmp_path))

    assert "The name must end in .pdf, .html, .json" in told


def test_an_unknown_archetype_gets_a_suggestion(tmp_path):
    told = misused(run("sample", "--archetype", "fragile", "-o", "x", cwd=tmp_path))

    assert "Did you mean fragile-state?" in told
    assert not (tmp_path / "x").exists()


def test_a_framework_without_archetypes_says_what_is_missing(tmp_path):
    small = ROOT / "tests" / "data" / "frameworks" / "libraries.yaml"

    told = misused(
        run(
            "sample",
            "--archetype",
            "any",
            "-o",
            "x",
            "--framework",
            small,
            cwd=tmp_path,
        )
    )

    assert 'The framework "public-libraries" has no archetypes' in told
    assert "docs/framework-file.md" in told


def test_a_report_as_json_is_the_score_data(country, tmp_path):
    done = run("report", country, "-o", "out.json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert data["gaps"]
    assert {"indicator", "kind", "next_steps", "road"} <= set(data["gaps"][0])


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("missing/out.json", "does not exist. Create it first."),
        ("folder.json", "is a folder. Name a file in it."),
        ("/dev/full/out.json", "does not exist. Create it first."),
        ("/dev/full.json", "could not be written"),
    ],
)
def test_an_output_that_cannot_be_written_is_explained(country, tmp_path, output, told):
    (tmp_path / "folder.json").mkdir()
    target = Path(output)
    if output == "/dev/full.json":
        # A name of ours for the device that is always full.
        target = tmp_path / "full.json"
        target.symlink_to("/dev/full")

    (line,) = refused(run("report", country, "-o", target, cwd=tmp_path))

    assert told in line
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_named(country, tmp_path):
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)

    (line,) = refused(run("report", country, "-o", "out.json", cwd=tmp_path))

    assert "you may not write in" in line


def test_check_counts_what_is_in_a_sound_framework(tmp_path):
    done = run("check", cwd=tmp_path)

    assert done.returncode == 0
    assert "82 indicators (48 core" in done.stdout


def test_check_lists_every_problem_with_its_place(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: framework/1\nframework:\n  kye: x\n", encoding="utf-8")

    lines = refused(run("check", broken, cwd=tmp_path))

    assert len(lines) > 1
    assert any(line.startswith("broken.yaml:3:3: ") for line in lines)


def test_the_environment_chooses_the_framework(tmp_path):
    small = ROOT / "tests" / "data" / "frameworks" / "libraries.yaml"

    done = run("check", cwd=tmp_path, ASSESSMENT_FRAMEWORK=str(small))

    assert done.stdout.startswith("libraries.yaml is sound")
    assert done.stdout.endswith("1 golden example came true.\n")


def test_a_framework_that_is_not_there_is_said_in_plain_words(tmp_path):
    (line,) = refused(run("check", "nowhere.yaml", cwd=tmp_path))

    assert line.endswith("there is no such file.")


def test_schema_prints_the_file_of_the_docs_to_the_letter(tmp_path):
    committed = ROOT / "docs" / "framework.schema.json"

    assert run("schema", cwd=tmp_path).stdout == committed.read_text(encoding="utf-8")


def test_diff_labels_every_change(tmp_path):
    old = ROOT / "questions.yaml"
    new = tmp_path / "new.yaml"
    text = old.read_text(encoding="utf-8")
    new.write_text(text.replace("cost-annex", "cost-list"), encoding="utf-8")

    done = run("diff", old, new, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "touches answers (1 criterion)" in done.stdout
    assert "cost-annex" in done.stdout
    assert "Both files are edition 2026.2." in done.stderr
    assert run("diff", old, old, cwd=tmp_path).stdout == "The two say the same.\n"


def test_diff_asks_for_no_new_edition_when_words_change_or_it_has_one(tmp_path):
    old = ROOT / "questions.yaml"
    text = old.read_text(encoding="utf-8")
    worded, renamed = tmp_path / "worded.yaml", tmp_path / "renamed.yaml"
    worded.write_text(text.replace("A visible budget", "A public budget"), "utf-8")
    changed = text.replace("cost-annex", "cost-list")
    renamed.write_text(changed.replace('"2026.2"', '"2026.3"', 1), "utf-8")

    for new, effect in ((worded, "compatible"), (renamed, "touches answers")):
        done = run("diff", old, new, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert effect in done.stdout
        assert not done.stderr


def test_an_answer_to_a_kept_edition_is_scored_by_that_edition(tmp_path):
    answers = {"visible-budget": {"status": "answered", "met": [], "grade": "A"}}
    header = {"key": "child-trafficking-systems", "edition": "2026.1"}
    old = {
        "format": "assessment/1",
        "framework": header,
        "subject": {"code": "XA"},
        "kind": "training",
        "period": "2025",
        "answers": answers,
    }
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")

    done = run("score", "old.json", "--json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["framework"]["edition"] == "2026.1"
    assert found["overall"]["applicable"] == 81


def test_diff_explains_the_step_from_a_kept_edition_by_its_name(tmp_path):
    done = run("diff", "2026.1", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "touches answers" in done.stdout


def test_what_is_imported_is_exported_again_byte_for_byte(country, tmp_path):
    run("team", "make", "Workshop", "--kind", "training", cwd=tmp_path)
    stored = run("import", country, cwd=tmp_path)
    assert stored.returncode == 0, stored.stderr
    id_ = stored.stdout.split()[0]

    listed = run("export", cwd=tmp_path).stdout
    exported = run("export", id_, "-o", "again.json", cwd=tmp_path)

    assert listed.startswith(f"{id_}  Aldoria 2025, training")
    assert exported.returncode == 0, exported.stderr
    assert (tmp_path / "again.json").read_bytes() == country.read_bytes()


def test_exporting_what_is_not_there_is_refused(tmp_path):
    run("upgrade", cwd=tmp_path)

    lines = refused(run("export", "6f1c0a52-9f0e-4c0e-8f0e-3a1f2b4c5d6e", cwd=tmp_path))

    assert len(lines) == 1


def test_what_is_no_id_is_answered_with_where_ids_come_from(tmp_path):
    told = misused(run("export", "123", cwd=tmp_path))

    assert '"123" is not the id of an assessment.' in told
    assert "`assessment export` without an id lists them all" in told


def test_the_demo_fills_its_folder_once(tmp_path):
    first = run("demo", "--fill-only", cwd=tmp_path)
    second = run("demo", "--fill-only", cwd=tmp_path)

    assert first.stderr == "13 invented assessments added in demo-data.\n"
    assert (second.returncode, second.stderr) == (0, "")
    listed = run("export", "--data", "demo-data", cwd=tmp_path).stdout.splitlines()
    assert len(listed) == 13
    assert sum("alternative" in line for line in listed) == 4


def test_the_demo_of_a_framework_without_archetypes_says_why_it_is_empty(tmp_path):
    small = ROOT / "tests" / "data" / "frameworks" / "libraries.yaml"

    done = run("demo", "--fill-only", "--framework", small, cwd=tmp_path)

    assert done.returncode == 0
    assert 'The framework "public-libraries" has no archetypes' in done.stderr


def test_the_demo_leaves_a_real_database_alone(tmp_path):
    real = f"sqlite:///{tmp_path / 'real.sqlite'}"

    run("demo", "--fill-only", cwd=tmp_path, DATABASE_URL=real)

    assert not (tmp_path / "real.sqlite").exists()


def test_an_account_is_made_with_a_password_and_then_gets_a_new_one(tmp_path):
    email = "focal.point@example.org"

    made = run("user", email, cwd=tmp_path, given="a long password\n")
    changed = run("user", email, cwd=tmp_path, given="another long one\n")
    short = run("user", email, cwd=tmp_path, given="short\n")

    assert made.stderr == f"{email} can sign in now.\n"
    assert changed.stderr == f"{email} has a new password; older sessions have ended.\n"
    assert refused(short) == ["password: A password has at least 12 characters."]


def test_a_one_time_link_starts_with_the_address_of_the_site(tmp_path):
    done = run(
        "user", "a@example.org", "--link", "--url", "https://x.example", cwd=tmp_path
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("https://x.example/password/")


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")

    lines = refused(run("upgrade", "--data", "file/data", cwd=tmp_path))

    assert len(lines) == 1


def test_a_bug_shows_one_line_and_with_debug_where(tmp_path, monkeypatch, capsys):

    @click.command("breaks")
    def breaks():
        raise RuntimeError("one\ntwo")

    monkeypatch.setitem(main_module.cli.commands, "breaks", breaks)

    assert main_module._run(["breaks"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "RuntimeError: one two" in line
    assert "--debug" in line

    assert main_module._run(["--debug", "breaks"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_stopping_is_no_error(monkeypatch, capsys):

    @click.command("waits")
    def waits():
        raise KeyboardInterrupt

    monkeypatch.setitem(main_module.cli.commands, "waits", waits)

    assert main_module._run(["waits"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


def test_every_field_of_the_json_is_documented(country):
    data = json.loads(run("score", country, "--json", cwd=country.parent).stdout)
    told = (ROOT / "docs" / "json-score.md").read_text(encoding="utf-8")

    group, gap = data["points"][0], data["gaps"][0]
    names = {*data, *group, *group["band"], *data["indicators"][0], *gap}
    assert {name for name in names if f"`{name}`" not in told} <= {"number"}
    assert set(data["lenses"]) == {"recommendations", "types", "sectors", "sdg-targets"}


@pytest.mark.filterwarnings(
    "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)
def test_a_pdf_report_carries_its_answers_and_is_verified(country, tmp_path):
    made = start("report", country, "-o", "gap.pdf", "--lang", "fr", cwd=tmp_path)
    assert made.returncode == 0, made.stderr

    verified = run("verify", "gap.pdf", cwd=tmp_path)
    scored = run("score", "gap.pdf", cwd=tmp_path)

    assert verified.returncode == 0, verified.stderr
    assert verified.stdout.startswith("gap.pdf is identical, byte for byte,")
    assert "it is no signature" in verified.stdout
    assert scored.stdout == run("score", country, cwd=tmp_path).stdout

    run("team", "make", "Workshop", "--kind", "training", cwd=tmp_path)
    stored = run("import", "gap.pdf", cwd=tmp_path)
    assert stored.returncode == 0, stored.stderr
    exported = run("export", stored.stdout.split()[0], cwd=tmp_path)
    assert exported.stdout == country.read_text(encoding="utf-8")


def another_version(document):
    document.docinfo["/ReportProgram"] = "another version"
    tampering.draw(document, 1, after=b"/Artifact BMC 0 0 1 1 re f EMC")


@pytest.mark.filterwarnings(
    "ignore:.*sRGB2014.icc:pytest.PytestUnraisableExceptionWarning"
)
def test_a_check_says_in_its_exit_code_how_much_it_could_compare(country, tmp_path):
    made = start("report", country, "-o", "a.pdf", "--kind", "brief", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    honest = (tmp_path / "a.pdf").read_bytes()
    older = tampering.changed(honest, another_version)
    (tmp_path / "older.pdf").write_bytes(older)
    blank = tampering.changed(honest, tampering.invisible_text)
    (tmp_path / "blank.pdf").write_bytes(blank)

    weak = run("verify", "older.pdf", cwd=tmp_path)
    refused_lines = refused(run("verify", "blank.pdf", cwd=tmp_path))

    assert weak.returncode == 3
    assert weak.stdout.startswith("older.pdf: the figures agree.")
    assert "Not compared: its other words" in weak.stdout
    assert any("invisible text" in line for line in refused_lines)


def test_a_report_as_a_web_page_is_told_from_a_portable_file(country, tmp_path):
    made = run("compare", country, "-o", "page.html", cwd=tmp_path)
    assert made.returncode == 0, made.stderr

    (line,) = refused(run("score", "page.html", cwd=tmp_path))

    assert "this is a web page, which carries no answers; the PDF report does" in line


def test_a_file_that_is_no_report_is_not_verified(country, tmp_path):
    (line,) = refused(run("verify", country, cwd=tmp_path))

    assert "is no PDF, or a damaged one" in line


def test_samples_come_with_watermarked_reports(tmp_path):
    done = start(
        "sample",
        "--archetype",
        "fragile-state",
        "--count",
        2,
        "-o",
        "out",
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stderr
    reports = sorted((tmp_path / "out").glob("*.pdf"))
    assert [file.name for file in reports] == [
        "001-XA-fragile-state-1.pdf",
        "002-XB-fragile-state-1.pdf",
    ]
    assert "2 of 2: " in done.stderr
    assert all(b"SAMPLE" in _metadata(file) for file in reports)


def _metadata(file):
    with pikepdf.open(file) as document:
        return document.Root.Metadata.read_bytes()


def test_teams_are_made_filled_and_listed(tmp_path):
    def team(*arguments):
        return run("team", *arguments, cwd=tmp_path)

    for name in ("mara@example.org", "ben@example.org"):
        made = run("user", name, cwd=tmp_path, given="several words in a row\n")
        assert made.returncode == 0, made.stderr
    assert team("make", "Ports", "--kind", "government").returncode == 1
    country = ("--kind", "government", "--country", "xs")
    assert team("make", "Ports", *country).returncode == 0
    assert "already" in team("make", "ports", *country).stderr
    assert team("make", "Workshop", "--kind", "training").returncode == 0
    roles = ("--role", "coordinator", "--role", "clearing-officer")
    assert team("add", "ports", "MARA@example.org", *roles).returncode == 0
    placed = run(
        *("user", "ben@example.org", "--team", "Ports", "--role", "reader"),
        "--administrator",
        cwd=tmp_path,
    )

    assert placed.returncode == 0, placed.stderr
    assert team("list").stdout.splitlines() == [
        "Ports  government XS, 2 members",
        "Workshop  training, 0 members",
    ]
    assert team("list", "Ports").stdout.splitlines() == [
        "ben@example.org  reader",
        "mara@example.org  clearing-officer, coordinator",
    ]
    last = team("remove", "Ports", "mara@example.org")
    assert (last.returncode, "at least one coordinator" in last.stderr) == (1, True)
    assert team("remove", "Ports", "ben@example.org").returncode == 0
    assert "There are: Ports, Workshop." in team("list", "Harbours").stderr
    renamed = team("change", "Ports", "--name", "Harbours", "--kind", "organisation")
    assert renamed.returncode == 0, renamed.stderr
    assert "Harbours  organisation, 1 member" in team("list").stdout


def test_an_import_asks_for_the_team_when_there_are_several(country, tmp_path):
    none = run("import", country, cwd=tmp_path)
    run("team", "make", "Workshop", "--kind", "training", cwd=tmp_path)
    run("team", "make", "Network", "--kind", "organisation", cwd=tmp_path)

    unsure = run("import", country, cwd=tmp_path)
    wrong = run("import", country, "--team", "Network", cwd=tmp_path)
    right = run("import", country, "--team", "workshop", cwd=tmp_path)

    assert (none.returncode, "assessment team make" in none.stderr) == (1, True)
    assert (unsure.returncode, "Network, Workshop" in unsure.stderr) == (1, True)
    assert (wrong.returncode, "does not answer for" in wrong.stderr) == (1, True)
    assert right.returncode == 0, right.stderr


def commands_below(
    group: click.Group, before: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its whole name, those of groups too."""
    for name, command in group.commands.items():
        path = (*before, name)
        if isinstance(command, click.Group):
            yield from commands_below(command, path)
        else:
            yield " ".join(path), command


COMMANDS = dict(commands_below(main_module.cli))
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SHARED_OPTIONS = frozenset(
    re.findall(r"`(-[\w-]+)", COMMANDS_PAGE.partition("\n## ")[0])
)


def told_of(name: str) -> str:
    """Return the rows of the page about a command."""
    about = re.compile(rf"\| `assessment {name}[`,  ]")
    rows = [line for line in COMMANDS_PAGE.splitlines() if about.match(line)]
    return "\n".join(rows)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_just_its_options(name):
    command, told = COMMANDS[name], told_of(name)
    options = [each for each in command.params if isinstance(each, click.Option)]
    forms = {form for each in options for form in (*each.opts, *each.secondary_opts)}

    assert told
    for option in options:
        known = SHARED_OPTIONS.union(re.findall(r"(?<!\w)--?[a-z][a-z-]*", told))
        assert known.intersection(option.opts), f"{name}: {option.opts}"
    named = re.findall(r"`(--[a-z][a-z-]*)", told)
    assert set(named) <= forms, f"{name} has no such option"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line(country):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assessment", "score", str(country)],
            env=clean_environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
        )

    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "assessment: what was to be written: No space left on device"
    )
    assert "Traceback" not in done.stderr


def test_a_language_without_words_of_its_own_is_refused_by_name(country, tmp_path):
    made = run("report", country, "-o", "a.pdf", "--lang", "es", cwd=tmp_path)

    assert made.returncode == 2
    assert "“es” is not offered yet" in made.stderr
    assert "Choose one of en, fr, ar." in made.stderr


def test_review_says_what_to_look_at_again(country):
    done = start("review", country.name, cwd=country.parent)

    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "Worth a second look" in lines
    assert "worth a second look." in lines[-1]
    assert any("[" in line for line in lines)


def test_review_as_a_table_names_the_same_findings(country):
    table = start("review", country.name, "--csv", cwd=country.parent).stdout

    framework = load_framework(resources.DEFAULT_FRAMEWORK)
    text = country.read_text(encoding="utf-8")
    found = review(framework, read_assessment(text, "x", framework))
    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert [row["indicator"] for row in rows] == [
        key for finding in found for key in finding.indicators or (finding.fact,)
    ]
    assert {row["blocks"] for row in rows} <= {"yes", "no"}


def test_review_writes_the_same_findings_as_table_workbook_and_data(country, tmp_path):
    table = start("review", country.name, "--csv", cwd=country.parent).stdout
    rows = list(csv.reader(io.StringIO(table.lstrip("\ufeff"))))
    for ending in ("csv", "xlsx", "json"):
        out = tmp_path / f"findings.{ending}"
        done = start("review", country.name, "-o", str(out), cwd=country.parent)
        assert (done.returncode, done.stdout) == (0, "")
        assert f"findings.{ending}" in done.stderr

    assert (tmp_path / "findings.csv").read_text(encoding="utf-8") == table
    book = openpyxl.load_workbook(tmp_path / "findings.xlsx")
    assert [
        [cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)
    ] == rows
    told = json.loads((tmp_path / "findings.json").read_text(encoding="utf-8"))
    said = json.loads(country.read_text(encoding="utf-8"))
    assert told["edition"] == said["framework"]["edition"]
    assert [
        (finding["finding"], "yes" if finding["blocks"] else "no", finding["sentence"])
        for finding in told["findings"]
        for _ in finding["indicators"] or [""]
    ] == [(row[0], row[1], row[5]) for row in rows[1:]]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("-o", "findings.pdf"), "must end in .csv, .xlsx, .json"),
        (("--csv", "-o", "findings.csv"), "Choose one"),
    ],
)
def test_review_refuses_what_it_cannot_write(country, tmp_path, given, said):
    done = start("review", country.name, *given, cwd=country.parent)

    assert done.returncode == 2
    assert said in done.stderr
    assert not list(country.parent.glob("findings.*"))
