"""Accounts made without Flask are accounts that Flask-Security signs in."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_security import Security, UserDatastore, hash_password

from assessment.errors import InvalidAccountError
from assessment.services.people.accounts import (
    PASSWORD_SETTINGS,
    create_account,
    find_account,
    has_accounts,
    set_password,
)
from assessment.storage.engine import Store
from assessment.storage.people.accounts import account_sessions, user_datastore
from tests.databases import NOON

EMAIL = "anna@example.org"
PASSWORD = "correct horse ﬁne Ångström"  # its NFKD form differs


@pytest.fixture
def app(store: Store) -> Iterator[Flask]:
    """Give the smallest application with sign-in, as the web wires it."""
    made = Flask("sign-in")
    made.config.update(
        PASSWORD_SETTINGS,
        SECRET_KEY="x" * 32,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        WTF_CSRF_ENABLED=False,
        TESTING=True,
    )
    sessions = account_sessions(store)
    Security(made, user_datastore(sessions))
    made.teardown_appcontext(lambda _error: sessions.remove())
    yield made
    sessions.remove()


def sign_in(app: Flask, password: str, email: str = EMAIL) -> int:
    form = {"email": email, "password": password}
    return app.test_client().post("/login", json=form).status_code


def datastore(app: Flask) -> UserDatastore:
    return app.extensions["security"].datastore


def test_at_first_there_is_no_account(store: Store) -> None:
    assert not has_accounts(store)

    account = create_account(store, EMAIL, password=PASSWORD, now=NOON)

    assert has_accounts(store)
    assert account == find_account(store, "Anna@Example.org ")
    assert (account.active, account.has_password) == (True, True)


def test_a_login_verifies(store: Store, app: Flask) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)

    assert sign_in(app, PASSWORD) == 200
    assert sign_in(app, PASSWORD, email="ANNA@example.org") == 200
    assert sign_in(app, PASSWORD + "!") == 400


def test_the_password_is_kept_as_argon2_and_needs_no_update(
    store: Store, app: Flask
) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)

    with app.app_context():
        kept = datastore(app).find_user(email=EMAIL).password
        assert kept.startswith("$argon2id$")
        assert not app.extensions["security"].pwd_context.needs_update(kept)
        # Flask-Security's own hash of the same password has the same shape.
        assert hash_password(PASSWORD).split("$")[:4] == kept.split("$")[:4]


def test_without_a_password_nobody_signs_in(store: Store, app: Flask) -> None:
    account = create_account(store, EMAIL, password=None, now=NOON)

    assert not account.has_password
    assert sign_in(app, "") == 400
    assert sign_in(app, PASSWORD) == 400


def test_a_new_password_replaces_the_old_one_and_ends_sessions(
    store: Store, app: Flask
) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    with app.app_context():
        before = datastore(app).find_user(email=EMAIL).fs_uniquifier

    set_password(store, EMAIL, "another long password", NOON)

    assert sign_in(app, PASSWORD) == 400
    assert sign_in(app, "another long password") == 200
    with app.app_context():
        assert datastore(app).find_user(email=EMAIL).fs_uniquifier != before


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("anna", PASSWORD, "not an e-mail address"),
        ("", PASSWORD, "not an e-mail address"),
        (EMAIL, "short", "at least 12"),
        (EMAIL, "x" * 1001, "at least 12"),
    ],
    ids=["no address", "empty", "short", "a book"],
)
def test_an_unusable_account_is_refused(
    store: Store, email: str, password: str, said: str
) -> None:
    with pytest.raises(InvalidAccountError, match=said):
        create_account(store, email, password=password, now=NOON)

    assert not has_accounts(store)


def test_an_address_has_one_account_however_it_is_written(store: Store) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)

    with pytest.raises(InvalidAccountError, match="already"):
        create_account(store, "ANNA@example.org", password=PASSWORD, now=NOON)


def test_nobodys_password_cannot_be_set(store: Store) -> None:
    with pytest.raises(InvalidAccountError, match="no account"):
        set_password(store, EMAIL, PASSWORD, NOON)


def test_roles_are_kept(store: Store, app: Flask) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    with app.app_context():
        users = datastore(app)
        role = users.find_or_create_role("reader", permissions=["look", "cite"])
        users.add_role_to_user(users.find_user(email=EMAIL), role)
        users.commit()

    with app.app_context():
        user = datastore(app).find_user(email=EMAIL)
        assert user.has_role("reader")
        assert user.roles[0].get_permissions() == {"look", "cite"}


def test_recovery_codes_are_kept_and_used_up(store: Store, app: Flask) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    with app.app_context():
        users = datastore(app)
        users.mf_set_recovery_codes(users.find_user(email=EMAIL), ["one", "two"])
        users.commit()
    with app.app_context():
        users = datastore(app)
        users.mf_delete_recovery_code(users.find_user(email=EMAIL), 0)
        users.commit()

    with app.app_context():
        assert datastore(app).find_user(email=EMAIL).mf_recovery_codes == ["two"]


def test_an_account_is_changed_though_others_saved_since_it_was_read(
    store: Store, app: Flask
) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    with app.app_context():
        user = datastore(app).find_user(email=EMAIL)  # the request begins by reading
        create_account(store, "ben@example.org", password=None, now=NOON)
        datastore(app).set_uniquifier(user)
        datastore(app).commit()
        kept = user.fs_uniquifier

    with app.app_context():
        assert datastore(app).find_user(email=EMAIL).fs_uniquifier == kept


def test_what_a_failed_request_changed_of_an_account_is_not_kept(
    store: Store, app: Flask
) -> None:
    create_account(store, EMAIL, password=PASSWORD, now=NOON)
    with app.app_context():
        user = datastore(app).find_user(email=EMAIL)
        before = user.fs_uniquifier
        datastore(app).set_uniquifier(user)
        datastore(app).db.session.flush()  # and never committed

    with app.app_context():
        assert datastore(app).find_user(email=EMAIL).fs_uniquifier == before


def test_looking_up_an_account_holds_no_write_lock(store: Store, app: Flask) -> None:
    create_account(store, EMAIL, password=None, now=NOON)

    with app.app_context():
        datastore(app).find_user(email=EMAIL)
        create_account(store, "ben@example.org", password=None, now=NOON)

    assert find_account(store, "ben@example.org") is not None
