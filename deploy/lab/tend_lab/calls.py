"""One call at a time, and how many there were."""

import re
import threading
from collections import Counter
from urllib.parse import unquote

#: moto's backends are plain dictionaries: calls that run at the same time would meet half-changed ones
CALLS = threading.RLock()
#: "service.Operation" → how often it was called
COUNTS: Counter[str] = Counter()
_SCOPE = re.compile(r"Credential=([^/]+)/\d+/[^/]+/([^/]+)/")
_ACTION = re.compile(rb"(?:^|&)Action=([A-Za-z0-9]+)")


def name_of(authorization: str, target: str | None, method: str, query: str, body: bytes) -> tuple[str, str]:
    """Service and operation of a request; for REST the operation is the HTTP method."""
    scope = _SCOPE.search(authorization) or _SCOPE.search(unquote(query))
    service = scope[2] if scope else "anonymous"
    if target:
        return service, target.rsplit(".", 1)[-1]
    action = _ACTION.search(body[:4096]) or _ACTION.search(query.encode())
    return service, action[1].decode() if action else method
