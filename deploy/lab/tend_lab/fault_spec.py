"""Which request is spoilt how: rules and a seed. The same requests in the same order are spoilt the same way."""

import fnmatch
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

FAULTS = ("throttle", "error", "reset", "slow", "truncate", "hang", "lost", "delay")


@dataclass(frozen=True)
class Rule:
    """One kind of trouble for matching requests."""

    fault: str
    service: str = "*"
    operation: str = "*"
    path: str = "*"
    #: the request's body, as it was sent: tells one account's or environment's calls from another's
    body: str = "*"
    #: at most so often; None: always
    count: int | None = None
    #: the first so many matching requests are let through
    after: int = 0
    probability: float = 1.0
    #: HTTP status of `error`
    status: int = 500
    #: error code and text instead of the usual ones
    code: str | None = None
    message: str | None = None
    #: `error` answers an HTML page instead of the protocol's own format
    html: bool = False
    #: how long `slow`, `hang` and `delay` take; 0 for `hang`: until the client gives up
    seconds: float = 0.0
    #: for `throttle` and `error`: a Retry-After header
    retry_after: int | None = None


@dataclass
class Spec:
    """The rules, and what they have done so far."""

    rules: list[Rule]
    seed: int = 0
    requests: int = 0
    injected: list[dict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._random = [random.Random(f"{self.seed}/{number}") for number in range(len(self.rules))]
        self._seen = [0] * len(self.rules)
        self._done = [0] * len(self.rules)

    def choose(self, service: str, operation: str, path: str, body: str = "") -> Rule | None:
        """The first rule that strikes this request; notes it."""
        self.requests += 1
        for number, rule in enumerate(self.rules):
            wanted = ((service, rule.service), (operation, rule.operation), (path, rule.path), (body, rule.body))
            if not all(fnmatch.fnmatchcase(value, pattern) for value, pattern in wanted):
                continue
            self._seen[number] += 1
            # one number for each match, used or not, so that later ones don't depend on counts
            struck = self._random[number].random() < rule.probability
            exhausted = rule.count is not None and self._done[number] >= rule.count
            if not struck or exhausted or self._seen[number] <= rule.after:
                continue
            self._done[number] += 1
            self.injected.append(
                {
                    "request": self.requests,
                    "rule": number,
                    "fault": rule.fault,
                    "service": service,
                    "operation": operation,
                }
            )
            return rule
        return None

    def report(self) -> dict:
        """What was injected, for GET /_faults."""
        return {
            "seed": self.seed,
            "rules": [{k: v for k, v in vars(rule).items() if v != getattr(Rule, k, None)} for rule in self.rules],
            "requests": self.requests,
            "injected": self.injected,
        }


def parse(value) -> Spec:
    """A spec from JSON values. Raises ValueError that names what is wrong."""
    if not isinstance(value, dict) or set(value) - {"seed", "rules"}:
        raise ValueError('a fault spec is {"seed": 7, "rules": [{"fault": "throttle", …}]}')
    rules = []
    for number, item in enumerate(value.get("rules", [])):
        if not isinstance(item, dict):
            raise ValueError(f"rule {number} is not an object")
        unknown = set(item) - set(Rule.__dataclass_fields__)
        if unknown:
            names = ", ".join(Rule.__dataclass_fields__)
            raise ValueError(f"rule {number}: unknown key '{sorted(unknown)[0]}'; there are: {names}")
        if item.get("fault") not in FAULTS:
            raise ValueError(f"rule {number}: fault is one of {', '.join(FAULTS)}, not {item.get('fault')!r}")
        for name in ("count", "after", "probability", "status", "seconds", "retry_after"):
            if name in item and (isinstance(item[name], bool) or not isinstance(item[name], (int, float))):
                raise ValueError(f"rule {number}: {name} is a number, not {item[name]!r}")
        rules.append(Rule(**item))
    return Spec(rules, int(value.get("seed", 0)))


def read(text: str) -> Spec:
    """A spec from JSON text, or from a file with it."""
    if not text.lstrip().startswith("{"):
        text = Path(text).read_text(encoding="utf-8")
    return parse(json.loads(text))
