"""Settings come from the environment, and a bad one is said in words."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assessment.config import Settings
from assessment.errors import SettingsError
from assessment.texts import LANGUAGES

SECRET = "0123456789abcdef" * 2


def settings(tmp_path: Path, **given: str) -> Settings:
    return Settings.from_environment(
        {"ASSESSMENT_DATA": str(tmp_path / "data"), **given}
    )


def test_everything_has_a_default(tmp_path: Path) -> None:
    made = settings(tmp_path)

    assert made.store_url == f"sqlite:///{tmp_path / 'data' / 'assessment.sqlite'}"
    assert (made.host, made.port) == ("127.0.0.1", 8000)
    assert made.languages == LANGUAGES
    assert made.framework.name == "questions.yaml"
    assert (made.demo, made.https) == (False, False)


def test_what_is_set_counts_and_what_is_empty_does_not(tmp_path: Path) -> None:
    made = settings(
        tmp_path,
        ASSESSMENT_SECRET_KEY=SECRET,
        DATABASE_URL="postgresql://me@host/name",
        ASSESSMENT_HOST="0.0.0.0",
        ASSESSMENT_PORT="8080",
        ASSESSMENT_LANGUAGES="fr, en",
        ASSESSMENT_HTTPS="yes",
        ASSESSMENT_DEMO="",
    )

    assert made.secret_key == SECRET
    assert made.store_url == "postgresql://me@host/name"
    assert (made.host, made.port) == ("0.0.0.0", 8080)
    assert made.languages == ("fr", "en")
    assert made.https
    assert not made.demo
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ASSESSMENT_PORT", "eighty", "whole number"),
        ("ASSESSMENT_SMTP", "mail.example", "smtp://"),
        ("ASSESSMENT_SMTP", "smtp://u:p@host:many", "smtp://"),
        ("ASSESSMENT_MAIL_FROM", "nobody", "e-mail address"),
        ("ASSESSMENT_URL", "assess.example", "https://"),
        ("ASSESSMENT_URL", "https://a.example/path", "without a path"),
        ("ASSESSMENT_PORT", "70000", "1 to 65535"),
        ("ASSESSMENT_PORT", "٨٠", "whole number"),
        ("ASSESSMENT_HTTPS", "maybe", "yes or no"),
        ("ASSESSMENT_LANGUAGES", "en tlh", "tlh"),
        ("ASSESSMENT_TRUSTED_PROXIES", "-1", "whole number"),
        ("ASSESSMENT_FRAMEWORK", "/nowhere/questions.yaml", "no such file"),
        ("DATABASE_URL", "mysql://me:s3cret@host/name", "postgresql://"),
        ("SECRET_KEY", "short", "at least 32"),
    ],
)
def test_a_bad_value_is_refused_in_words(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        settings(
            tmp_path,
            **{"ASSESSMENT_SECRET_KEY": SECRET, name: value}
            | ({"ASSESSMENT_SECRET_KEY": ""} if name == "SECRET_KEY" else {}),
        )

    assert name in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_secret_is_made_once_and_kept_for_this_account_alone(tmp_path: Path) -> None:
    first = settings(tmp_path).secret_key

    assert settings(tmp_path).secret_key == first
    assert len(first) == 64
    file = tmp_path / "data" / "secret-key"
    assert [f.name for f in file.parent.iterdir()] == ["secret-key"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_start_at_once_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: settings(tmp_path).secret_key, range(8)))

    assert len(set(made)) == 1


def test_a_damaged_secret_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret-key").write_text("")

    with pytest.raises(SettingsError, match="damaged"):
        settings(tmp_path)


def test_a_folder_that_cannot_hold_a_secret_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(SettingsError, match="No secret can be kept"):
        settings(tmp_path)


def test_mail_is_set_by_an_address_and_its_password_is_never_shown(
    tmp_path: Path,
) -> None:
    made = settings(
        tmp_path,
        ASSESSMENT_SMTP="smtps://post%40x@mail.example",
        ASSESSMENT_SMTP_PASSWORD="very secret",
        ASSESSMENT_MAIL_FROM="Gap <gap@x.example>",
        ASSESSMENT_URL="https://assess.example/",
    )

    assert made.mail is not None
    assert (made.mail.host, made.mail.port) == ("mail.example", 465)
    assert (made.mail.user, made.mail.password) == ("post@x", "very secret")
    assert made.mail.tls_from_start
    assert "very secret" not in repr(made)
    assert made.url == "https://assess.example"


def test_links_in_messages_never_begin_with_what_a_request_claims(
    tmp_path: Path,
) -> None:
    assert settings(tmp_path).url == "http://127.0.0.1:8000"
    named = settings(tmp_path, ASSESSMENT_HOSTS="a.example", ASSESSMENT_HTTPS="yes")
    assert named.url == "https://a.example"
    assert settings(tmp_path, ASSESSMENT_HOST="0.0.0.0").url == "http://127.0.0.1:8000"
