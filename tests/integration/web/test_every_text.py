"""The guard stands before every field in which people write about an assessment.

The fields are read from the code: a new field of free text fails here until the guard
stands before it, or a reason stands beside its name.
"""

import ast
import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import assessment.web
from assessment.services.people.accounts import find_account
from assessment.services.samples.demo_people import DEMO_PEOPLE
from assessment.storage.engine import Store
from assessment.storage.tables import AUDIT_ENTRIES
from tests.web import Site, hidden, make_site

NAMES = "Amina, 14, was found"
"""A name with an age: what the guard is for."""

GUARDED = {
    "asked/routes.py: comment": "hand_back",
    "delegation/forms.py: message": "order, change",
    "manage/forms.py: name": "change",
    "manage/forms.py: respondent": "change",
    "plan/forms.py: note": "the plan's own tests",
    "plan/forms.py: owner": "the plan's own tests",
    "plan/forms.py: why": "the plan's own tests",
    "plan/forms.py: wording": "the plan's own tests",
    "replies/routes.py: reply": "the replies' own tests",
    "rounds/forms.py: because": "the rounds' own tests",
    "start/forms.py: respondent": "new",
    "talk/routes.py: comment": "say",
    "wizard/forms.py: note": "test_guarding",
    "wizard/documents.py: title": "test_guarding",
    "wizard/documents.py: page": "test_guarding",
}
"""Field -> where it is shown that the guard stands before it."""

CHECKED = "is one of a list, a number, a day or a token, and refused otherwise"
OF_COLLEAGUES = "names and addresses of colleagues, which they give themselves"
"""DESIGN 9: of colleagues names and addresses are kept, of children nothing."""
UNGUARDED = {
    "account/routes.py: key": CHECKED,
    "account/routes.py: next": CHECKED,
    "account/routes.py: sure": CHECKED,
    "account/routes.py: token": CHECKED,
    "account/routes.py: who": CHECKED,
    "administration/routes.py: sure": CHECKED,
    "asked/routes.py: ask": CHECKED,
    "delegation/forms.py: account": CHECKED,
    "delegation/forms.py: due": CHECKED,
    "guarding.py: explained": CHECKED,
    "guarding.py: reason": "looked at by itself: a reason that names somebody is refused",
    "guarding.py: seen": CHECKED,
    "invitations/forms.py: email": OF_COLLEAGUES,
    "invitations/forms.py: name": OF_COLLEAGUES,
    "manage/forms.py: language": CHECKED,
    "manage/forms.py: period": CHECKED,
    "rounds/forms.py: function": OF_COLLEAGUES,
    "rounds/forms.py: name": OF_COLLEAGUES,
    "carried/forms.py: seen": CHECKED,
    "carried/forms.py: year": CHECKED,
    "carried/routes.py: version": CHECKED,
    "imports/routes.py: came": CHECKED,
    "imports/routes.py: box": CHECKED,
    "imports/routes.py: packed": "a portable file, whose texts the page shows before",
    "imports/routes.py: seen": CHECKED,
    "imports/routes.py: target": CHECKED,
    "imports/routes.py: team": CHECKED,
    "limits.py: email": "counted as a digest, never kept",
    "plan/forms.py: due": CHECKED,
    "plan/forms.py: level": CHECKED,
    "plan/forms.py: status": CHECKED,
    "plan/forms.py: version": CHECKED,
    "plan/routes.py: go": CHECKED,
    "plan/routes.py: point": CHECKED,
    "plan/routes.py: take": CHECKED,
    "replies/routes.py: about": CHECKED,
    "replies/routes.py: function": OF_COLLEAGUES,
    "replies/routes.py: replaces": CHECKED,
    "replies/routes.py: team": CHECKED,
    "replies/routes.py: withdrawal": CHECKED,
    "rounds/forms.py: visibility": CHECKED,
    "second_factor/routes.py: ask": CHECKED,
    "security_forms.py: help_setup": CHECKED,
    "security_forms.py: setup": CHECKED,
    "security_forms.py: which": CHECKED,
    "start/exercises.py: count": CHECKED,
    "start/exercises.py: language": CHECKED,
    "start/exercises.py: period": CHECKED,
    "start/exercises.py: seed": CHECKED,
    "start/forms.py: country": CHECKED,
    "start/forms.py: kind": CHECKED,
    "start/forms.py: scope": CHECKED,
    "start/forms.py: team": CHECKED,
    "start/forms.py: year": CHECKED,
    "start/routes.py: go": CHECKED,
    "start/routes.py: team": CHECKED,
    "talk/routes.py: seen": CHECKED,
    "teams/forms.py: country": CHECKED,
    "teams/forms.py: kind": CHECKED,
    "teams/routes.py: go": CHECKED,
    "wizard/documents.py: date": CHECKED,
    "voices/beginning.py: beside": CHECKED,
    "voices/beginning.py: edition": CHECKED,
    "voices/routes.py: go": CHECKED,
    "wizard/documents.py: again": CHECKED,
    "wizard/documents.py: file": "its name is guarded as typed by the answer; its type is checked",
    "editions/routes.py: seen": CHECKED,
    "evidence/routes.py: go": CHECKED,
    "wizard/forms.py: grade": CHECKED,
    "wizard/documents.py: link": "an address on the web; its title and file name are guarded",
    "wizard/forms.py: version": CHECKED,
    "wizard/profile.py: go": CHECKED,
    "wizard/routes.py: go": CHECKED,
    "teams/forms.py: email": OF_COLLEAGUES,
    "teams/forms.py: name": "the name of an institution",
}


def free_texts() -> Iterator[str]:
    """Yield what reads text from a request: fields of forms, and single values."""
    root = Path(assessment.web.__file__).parent
    for file in sorted(root.rglob("*.py")):
        where = file.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(file.read_text())):
            for name in names_of(node):
                yield f"{where}: {name}"


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield the field that *node* declares or reads."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
        called, target = node.value.func, node.targets[0]
        is_text = isinstance(called, ast.Name) and called.id in {
            "StringField",
            "TextAreaField",
            "ChoiceField",
        }
        if is_text and isinstance(target, ast.Name):
            yield target.id
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of = ast.unparse(node.func)
        if of in {"request.form.get", "request.form.getlist", "form.get"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant):
                yield str(first.value)


def test_every_field_of_free_text_is_guarded_or_has_a_reason() -> None:
    found = set(free_texts())

    assert found - set(GUARDED) - set(UNGUARDED) == set()


def forms_of(site: Site) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Return whose form goes where, with the text that the guard is for."""
    key = site.begin()
    coordinator = site.signed_in()
    asked = {"account": str(account_of(site)), "part": "indicator:law"}
    coordinator.save(f"/assessments/{key}/asked", {**asked, "message": "first"})
    page = coordinator.get(f"/assessments/{key}/asked").text
    ask = hidden(page, "ask")
    stored = site.stored(key).assessment
    details = {"period": stored.period, "language": stored.language}
    details |= {"name": stored.subject.name, "respondent": stored.respondent}
    details |= {f"seen-{name}": value for name, value in details.items()}
    new = {"kind": "training", "country": "XT", "year": "2026", "scope": "full"}
    here = f"/assessments/{key}"
    more = {**asked, "part": "indicator:data"}
    return {
        "asking": ("coordinator", f"{here}/asked", {**more, "message": NAMES}),
        "changing what was asked": (
            *("coordinator", f"{here}/asked/change"),
            {"ask": ask, "message": NAMES},
        ),
        "handing back": (
            *("contributor", f"{here}/asked/hand-back"),
            {"ask": ask, "comment": NAMES},
        ),
        "name of the country": (
            *("coordinator", f"{here}/manage"),
            {**details, "name": NAMES},
        ),
        "who answers": (
            *("coordinator", f"{here}/manage"),
            {**details, "respondent": NAMES},
        ),
        "a new assessment": (
            *("coordinator", "/assessments/new"),
            {**new, "language": "en", "respondent": NAMES},
        ),
    }


def account_of(site: Site) -> int:
    """Return the contributor's account."""
    account = find_account(site.store, DEMO_PEOPLE["contributor"].email)
    assert account is not None
    return account.id


@pytest.mark.parametrize(
    "what",
    [
        *("asking", "changing what was asked", "handing back"),
        *("name of the country", "who answers", "a new assessment"),
    ],
)
def test_a_name_with_an_age_is_warned_of_and_a_reason_saves_it(
    store: Store, tmp_path: Path, what: str
) -> None:
    site = make_site(store, tmp_path)
    who, path, form = forms_of(site)[what]
    client = site.signed_in(who)

    warned = client.save(path, form)

    assert warned.status_code == 422
    assert "this may be about one young person" in warned.text
    assert html.escape(NAMES) in warned.text, "what was typed is still there"
    reason = {"seen": hidden(warned.text, "seen"), "explained": "yes"}
    silent = client.save(path, {**form, **reason, "reason": ""})
    assert "Say in a few words" in silent.text
    saved = client.save(path, {**form, **reason, "reason": "an invented example"})
    assert saved.status_code == 303, saved.text
    with store.reading() as session:
        told = session.scalars(
            select(AUDIT_ENTRIES.c.new).where(AUDIT_ENTRIES.c.action == "explained")
        ).all()
    assert [each["reason"] for each in told] == ["an invented example"]
