"""Settings of the program: frozen, read once from the environment."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from assessment import resources
from assessment.errors import N_, SettingsError
from assessment.evidence_settings import (
    DEFAULT_EVIDENCE,
    EvidenceSettings,
    evidence_settings,
)
from assessment.mail_settings import (
    DEFAULT_MAIL_FROM,
    MailServer,
    mail_sender,
    mail_server,
    site_address,
)
from assessment.private_files import make_private_folder
from assessment.sign_on_settings import SingleSignOn, single_sign_on
from assessment.texts import LANGUAGES

MAX_FORM_BYTES = 512 * 1024
"""Enough for the longest page of answers; imports have a limit of their own."""
MAX_IMPORT_BYTES = 8 * 1024 * 1024
"""Above the limit of a portable file (portable.MAX_BYTES), which is told in its own words."""
LINK_VALID_FOR = timedelta(hours=24)
DEFAULT_PORT = 8000
EVERY_HOST = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared, not listened on
_SECRET_BYTES = 32
_SHORTEST_SECRET = 32
_HIGHEST_PORT = 65535
_MOST_DIGITS = 9
_TRUE = frozenset({"1", "yes", "true", "on"})
_FALSE = frozenset({"0", "no", "false", "off", ""})
_IN_MEMORY = ("sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:")
_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]*[A-Za-z0-9_~-])+")
_HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]+)?")
_DATABASES = ("sqlite:", "postgresql:", "postgresql+psycopg:", "postgres:")


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may choose. docs/settings.md explains each.

    Attributes:
        secret_key: Signs sessions and one-time links; the same in every web process.
        data_folder: Where the database of a small installation lives.
        database_url: SQLite or PostgreSQL; empty: SQLite in *data_folder*.
        framework: The framework file that new assessments use.
        host: Address the web server listens on.
        port: Port it listens on.
        languages: Those of the interface that people may choose, first the default.
        demo: One-click sign-in, answered on loopback addresses only.
        https: The site is reached by HTTPS: cookies are sent over nothing else.
        trusted_proxies: How many proxies in front may say who the visitor is.
        prefix: Path below which the site is mounted; empty: at the top of its server.
        hosts: Names the site answers to; empty: any.
        sign_in_limit: How many failed attempts to sign in one address has.
        account_limit: How many there may be at one account, wherever they come from.
        site: How people reach the site, without a path; empty: as it listens.
        mail: Who hands messages on; None: they are written to the data folder.
        mail_from: Whom messages come from.
        second_factor: Nobody signs in with a password alone.
        sign_on: A provider that people may sign in with; None: there is none.
        evidence: Files and links that back answers.
    """

    secret_key: str
    data_folder: Path = Path("data")
    database_url: str = ""
    framework: Path = resources.DEFAULT_FRAMEWORK
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    languages: tuple[str, ...] = LANGUAGES
    demo: bool = False
    https: bool = False
    trusted_proxies: int = 0
    prefix: str = ""
    hosts: tuple[str, ...] = ()
    sign_in_limit: str = "10 per minute; 100 per hour"
    account_limit: str = "10 per minute; 50 per hour"
    site: str = ""
    mail: MailServer | None = None
    mail_from: str = DEFAULT_MAIL_FROM
    second_factor: bool = False
    sign_on: SingleSignOn | None = None
    evidence: EvidenceSettings = DEFAULT_EVIDENCE

    @property
    def url(self) -> str:
        """How links in messages begin: what the operator says, never what a request claims."""
        if self.site:
            return self.site
        host = next((host for host in self.hosts if not host.startswith(".")), "")
        if host:
            return f"{'https' if self.https else 'http'}://{host}"
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{'127.0.0.1' if self.host in EVERY_HOST else shown}:{self.port}"

    @property
    def evidence_folder(self) -> Path:
        """Where the contents of files are kept."""
        return self.evidence.folder or self.data_folder / "evidence"

    @property
    def public_address(self) -> str:
        """Where readers of a report reach the site; empty while nobody said.

        Only what the operator says: a report is read far away, and for years.
        """
        is_said = self.site or any(not host.startswith(".") for host in self.hosts)
        return f"{self.url}{self.prefix}" if is_said else ""

    @property
    def store_url(self) -> str:
        """Address of the database."""
        return self.database_url or database_in(self.data_folder)

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ
    ) -> "Settings":
        """Read the settings; an empty variable counts as not set.

        Without ASSESSMENT_SECRET_KEY (or SECRET_KEY), a secret is made once and kept in
        the data folder, readable by this account alone.

        Raises:
            SettingsError: when one cannot be understood, or no secret can be kept.
        """
        folder = Path(environment.get("ASSESSMENT_DATA") or "data")
        return cls(
            secret_key=_given_secret(environment) or _kept_secret(folder),
            data_folder=folder,
            database_url=database_url(environment),
            framework=_framework(environment),
            host=environment.get("ASSESSMENT_HOST") or "127.0.0.1",
            port=_port(environment),
            languages=_languages(environment),
            demo=_switch(environment, "ASSESSMENT_DEMO"),
            https=_switch(environment, "ASSESSMENT_HTTPS"),
            trusted_proxies=_count(environment, "ASSESSMENT_TRUSTED_PROXIES", 0),
            prefix=_prefix(environment),
            hosts=_hosts(environment),
            site=site_address(environment),
            mail=mail_server(environment),
            mail_from=mail_sender(environment),
            second_factor=_switch(environment, "ASSESSMENT_SECOND_FACTOR"),
            sign_on=single_sign_on(environment),
            evidence=evidence_settings(environment),
        )


def database_in(folder: Path) -> str:
    """Return the address of the SQLite database in *folder*.

    What means something in an address is escaped: after a ``?`` in the name of the folder,
    the rest was taken for options, and the database made elsewhere.
    """
    file = str(folder / "assessment.sqlite")
    return "sqlite:///" + file.replace("%", "%25").replace("?", "%3F")


def database_url(environment: Mapping[str, str]) -> str:
    """Return the address in DATABASE_URL; empty: none is given.

    Raises:
        SettingsError: when it is that of no database we know, or keeps nothing.
    """
    url = environment.get("DATABASE_URL", "").strip()
    if url in _IN_MEMORY:
        raise SettingsError(
            N_("DATABASE_URL is not the address of a database: {detail}"),
            detail="memory keeps nothing; write sqlite:///FILE, or leave it out.",
        )
    if not url or url.startswith(_DATABASES):
        return url
    # Not the whole address: it may hold a password.
    raise SettingsError(
        N_(
            "DATABASE_URL begins with “{scheme}”; write sqlite:///FILE or "
            "postgresql://USER@HOST/NAME, or leave it out."
        ),
        scheme=url.partition(":")[0][:30],
    )


def secret_in_use(environment: Mapping[str, str], folder: Path) -> tuple[str, bool]:
    """Return the secret of an installation, and whether it is the one kept in *folder*.

    Empty when none was made yet: looking for one makes none.

    Raises:
        SettingsError: when the one that is there is not usable.
    """
    given = _given_secret(environment)
    if given or not secret_file(folder).is_file():
        return given, False
    return _kept_secret(folder), True


def secret_file(folder: Path) -> Path:
    """Return where the secret of an installation is kept."""
    return folder / "secret-key"


def _switch(environment: Mapping[str, str], name: str) -> bool:
    given = environment.get(name, "").strip().lower()
    if given in _TRUE | _FALSE:
        return given in _TRUE
    raise SettingsError(
        N_("{name} is “{given}”; write yes or no."), name=name, given=given
    )


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    given = environment.get(name, "").strip() or str(default)
    if given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS:
        return int(given)
    raise SettingsError(
        N_("{name} is “{given}”; write a whole number."), name=name, given=given
    )


def _port(environment: Mapping[str, str]) -> int:
    port = _count(environment, "ASSESSMENT_PORT", DEFAULT_PORT)
    if 1 <= port <= _HIGHEST_PORT:
        return port
    raise SettingsError(
        N_("ASSESSMENT_PORT is {port}; a port is a number from 1 to {highest}."),
        port=port,
        highest=_HIGHEST_PORT,
    )


def _prefix(environment: Mapping[str, str]) -> str:
    given = environment.get("ASSESSMENT_PREFIX", "").strip().rstrip("/")
    if not given or _PREFIX.fullmatch(given):
        return given
    raise SettingsError(
        N_("ASSESSMENT_PREFIX is “{given}”; write a path such as /assess."), given=given
    )


def _hosts(environment: Mapping[str, str]) -> tuple[str, ...]:
    given = environment.get("ASSESSMENT_HOSTS", "").replace(",", " ").split()
    for host in given:
        if not _HOST.fullmatch(host):
            raise SettingsError(
                N_("ASSESSMENT_HOSTS names “{host}”; write names such as a.example."),
                host=host,
            )
    return tuple(dict.fromkeys(given))


def _languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    given = environment.get("ASSESSMENT_LANGUAGES", "").replace(",", " ").split()
    unknown = [language for language in given if language not in LANGUAGES]
    if unknown:
        raise SettingsError(
            N_("ASSESSMENT_LANGUAGES names “{unknown}”; choose from: {known}."),
            unknown=" ".join(unknown),
            known=" ".join(LANGUAGES),
        )
    return tuple(dict.fromkeys(given)) or LANGUAGES


def _framework(environment: Mapping[str, str]) -> Path:
    given = environment.get("ASSESSMENT_FRAMEWORK", "").strip()
    path = Path(given) if given else resources.DEFAULT_FRAMEWORK
    if path.is_file():
        return path
    raise SettingsError(
        N_("ASSESSMENT_FRAMEWORK is {path}, and there is no such file."), path=path
    )


def _given_secret(environment: Mapping[str, str]) -> str:
    names = ("ASSESSMENT_SECRET_KEY", "SECRET_KEY")
    name = next((name for name in names if environment.get(name)), "")
    secret = environment.get(name, "")
    if name and len(secret) < _SHORTEST_SECRET:
        raise SettingsError(
            N_(
                "{name} has {length} characters; write at least {least}, made at random "
                "(python3 -c 'import secrets; print(secrets.token_hex())')."
            ),
            name=name,
            length=len(secret),
            least=_SHORTEST_SECRET,
        )
    return secret


def _kept_secret(folder: Path) -> str:
    """Return the secret of this installation, made on first use, readable by it alone."""
    file = secret_file(folder)
    try:
        if not file.is_file():
            make_private_folder(folder)
            _create(file, secrets.token_hex(_SECRET_BYTES))
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            N_(
                "No secret can be kept in {folder}: {detail}. Make the folder writable, "
                "or set ASSESSMENT_DATA or ASSESSMENT_SECRET_KEY."
            ),
            folder=folder,
            detail=error,
        ) from error
    if len(secret) < _SHORTEST_SECRET:
        raise SettingsError(
            N_("{file} is damaged. Delete it; everybody then signs in anew."), file=file
        )
    return secret


def _create(file: Path, text: str) -> None:
    """Create *file* whole or not at all; whoever is first among processes wins."""
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="ascii") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        _link(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _link(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        return  # another process was quicker: its secret counts
    except OSError:  # a file system without links
        draft.replace(file)
