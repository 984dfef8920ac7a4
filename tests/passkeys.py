"""A passkey made of software: answers as a phone or security key would (WebAuthn, ES256)."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class SoftKey:
    """One passkey for one site.

    Attributes:
        verifies: Whether it checks the person (finger, face, PIN).
    """

    origin: str = "http://localhost"
    verifies: bool = True
    id: bytes = field(default_factory=lambda: token_bytes(32))
    handle: str = ""
    uses: int = 0
    _key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any]) -> str:
        """Answer a registration."""
        self.handle = options["user"]["id"]
        numbers = self._key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id
        data = self._data(options["rp"]["id"], ATTESTED) + attested + cbor2.dumps(cose)
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": _text(self._client("webauthn.create", options)),
            "attestationObject": _text(made),
            "transports": ["internal"],
        }
        return self._answer(response)

    def get(self, options: dict[str, Any]) -> str:
        """Answer a sign-in."""
        self.uses += 1
        data = self._data(options["rpId"])
        client = self._client("webauthn.get", options)
        signed = data + sha256(client).digest()
        response = {
            "clientDataJSON": _text(client),
            "authenticatorData": _text(data),
            "signature": _text(self._key.sign(signed, ec.ECDSA(SHA256()))),
            "userHandle": self.handle,
        }
        return self._answer(response)

    def _data(self, site: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return (
            sha256(site.encode()).digest()
            + bytes([flags])
            + self.uses.to_bytes(4, "big")
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        told = {
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": False,
        }
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": _text(self.id),
                "rawId": _text(self.id),
                "type": "public-key",
                "response": response,
                "extensions": json.dumps({"credProps": {"rk": True}}),
            }
        )
