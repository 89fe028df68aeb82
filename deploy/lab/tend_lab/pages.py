"""Paging: opaque tokens over a list that is made anew for each page."""

import base64

from .errors import Refused


def page(items: list, most, token: str | None, default: int = 1000, code: str = "InvalidNextToken"):
    """The items of one page and the token of the next, None at the end. Raises for a token that isn't ours."""
    start = 0
    if token:
        try:
            start = int(base64.urlsafe_b64decode(token.encode()).decode().removeprefix("lab:"))
        except ValueError:
            raise Refused(code, "The specified next token is not valid.") from None
    end = start + (int(most) if most else default)
    following = base64.urlsafe_b64encode(f"lab:{end}".encode()).decode() if end < len(items) else None
    return items[start:end], following
