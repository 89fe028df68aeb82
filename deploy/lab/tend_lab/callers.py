"""Who asks: Packer's own waiters ask every 15 s, so for it states change at once unless told otherwise."""

from flask import has_request_context, request

from .settings import SETTINGS


def waits_for_states() -> bool:
    """False for a request of Packer's, while the setting `packer_waits` is off.

    Packer 1.6.6 doesn't say its name; it is known by the first AWS SDK for Go, which nothing else here uses.
    """
    if SETTINGS.packer_waits or not has_request_context():
        return True
    return not request.headers.get("User-Agent", "").startswith("aws-sdk-go/1.")
