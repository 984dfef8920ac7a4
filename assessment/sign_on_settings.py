"""Settings of single sign-on: the OpenID provider that people may sign in with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assessment.errors import N_, SettingsError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class SingleSignOn:
    """A provider of OpenID Connect.

    Attributes:
        issuer: Its address; ``/.well-known/openid-configuration`` stands below it.
        client: What it calls this site.
        secret: What proves that to it; never shown.
        name: As the button on the sign-in page calls it.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    name: str

    @property
    def origin(self) -> str:
        """Scheme and host of the issuer: where browsers may be sent."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


_TOGETHER = (
    "ASSESSMENT_OIDC_ISSUER",
    "ASSESSMENT_OIDC_CLIENT",
    "ASSESSMENT_OIDC_SECRET",
)


def single_sign_on(environment: Mapping[str, str]) -> SingleSignOn | None:
    """Return the provider in ASSESSMENT_OIDC_…; None: none is set.

    Raises:
        SettingsError: when only a part is set, or the address is none.
    """
    given = [environment.get(name, "").strip() for name in _TOGETHER]
    if not any(given):
        return None
    if not all(given):
        raise SettingsError(
            N_("{names} go together: set all of them, or none."),
            names=", ".join(_TOGETHER),
        )
    issuer, client, secret = given
    try:
        parts = urlsplit(issuer)
        host = parts.hostname
    except ValueError:
        host = None
    is_safe = host and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )
    if not is_safe or parts.query or parts.fragment or not issuer.isprintable():
        raise SettingsError(
            N_("ASSESSMENT_OIDC_ISSUER is “{given}”; write https:// and its address."),
            given=issuer,
        )
    name = environment.get("ASSESSMENT_OIDC_NAME", "").strip() or host
    return SingleSignOn(issuer.rstrip("/"), client, secret, str(name))
