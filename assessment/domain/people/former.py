"""Marks of former authors: whoever left and comes back is known, and nobody else.

A mark is made of an address with a key that only the program has. It says nothing to
whoever reads the database alone, not even by trying addresses, and is not turned back.
"""

import hmac
from hashlib import sha256

_PURPOSE = b"former author\0"


def mark_of(secret: str, email: str) -> str:
    """Return the mark of an address, however it is capitalised.

    Args:
        secret: The key of this installation. With another one nobody is known any more.
        email: The address.
    """
    address = _PURPOSE + email.strip().lower().encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), address, sha256).hexdigest()
