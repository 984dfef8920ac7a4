"""Addresses that leave the site, in messages and files: the operator says how they begin."""

from typing import Any

from flask import url_for

from assessment.web.state import app_state


def address_for_messages(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, for a message.

    Never as a request claims: whoever sends one would choose where others are led.
    """
    return app_state().settings.url + url_for(endpoint, **values)


def lasting_address(endpoint: str, **values: Any) -> str:
    """Return the whole address of a page, to be cited: one and the same for every reader.

    While the operator has said none, it is the one this reader came by.
    """
    if app_state().settings.public_address:
        return address_for_messages(endpoint, **values)
    return url_for(endpoint, **values, _external=True)
