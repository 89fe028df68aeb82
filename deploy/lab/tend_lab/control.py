"""The control endpoint for tests: what happened here, how long things take, what is broken on purpose (README.md)."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace

from moto.ec2.models import ec2_backends
from moto.moto_api._internal.models import moto_api_backend

from . import accounts, ec2_launch, identity, ssm_agents, ssm_api
from .calls import CALLS, COUNTS
from .seed import seed
from .settings import SETTINGS

_INITIAL = replace(SETTINGS)


def begin() -> None:
    """Fills the lab; remembers the settings as those that `reset` returns to."""
    _INITIAL.update(asdict(SETTINGS))
    seed()


def answer(environ, start_response) -> list[bytes]:
    """One request to /_lab/…: JSON in, JSON out; 400 with what was wrong."""
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix("/_lab").strip("/")
    status, value = "200 OK", None
    try:
        text = environ["wsgi.input"].getvalue()
        body = json.loads(text) if text else {}
        if not isinstance(body, dict):
            raise ValueError("the body is a JSON object")
        with CALLS:
            value = _do(method, path, body)
    except (ValueError, KeyError, TypeError) as error:
        status, value = "400 Bad Request", {"error": str(error)}
    except LookupError as error:
        status, value = "404 Not Found", {"error": str(error)}
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(value, indent=1, default=str).encode() + b"\n"]


def _do(method: str, path: str, body: dict):
    handlers: dict[tuple[str, str], Callable[[dict], object]] = {
        ("GET", ""): _state,
        ("GET", "state"): _state,
        ("GET", "calls"): lambda _: dict(sorted(COUNTS.items())),
        ("GET", "settings"): lambda _: asdict(SETTINGS),
        ("POST", "settings"): _settings,
        ("POST", "reset"): _reset,
        ("POST", "reset-calls"): lambda _: COUNTS.clear(),
        ("POST", "instance"): _instance,
        ("POST", "external-ids"): _external_ids,
        ("POST", "expire-sessions"): lambda _: identity.expire_sessions(),
    }
    if (method, path) not in handlers:
        known = ", ".join(f"{m} /_lab/{p}" for m, p in handlers)
        raise ValueError(f"there is no {method} /_lab/{path}; there are: {known}")
    return handlers[method, path](body)


def _settings(body: dict) -> dict:
    SETTINGS.update(body)
    return asdict(SETTINGS)


def _external_ids(body: dict) -> dict:
    """{"arn:…": "shop-7"}: this role now asks for that external id; null: no longer."""
    for arn, external_id in body.items():
        if external_id is None:
            identity.EXTERNAL_IDS.pop(arn, None)
        else:
            identity.EXTERNAL_IDS[arn] = str(external_id)
    return identity.EXTERNAL_IDS


def _reset(_: dict) -> dict:
    ssm_api.forget()
    moto_api_backend.reset()
    identity.forget()
    ec2_launch.forget()
    COUNTS.clear()
    SETTINGS.reset(_INITIAL)
    seed()
    return {"reset": True}


def _instance(body: dict) -> dict:
    """{"id": "i-…", "offline": true, "impaired": true}: its agent is away; its status checks fail."""
    unknown = set(body) - {"id", "offline", "impaired"}
    if unknown:
        raise ValueError(f"unknown key '{sorted(unknown)[0]}'; there are: id, offline, impaired")
    for account in accounts.ACCOUNTS:
        for instance in ssm_agents.instances(account, accounts.REGION):
            if instance.id == body.get("id"):
                instance.lab_offline = bool(body.get("offline", getattr(instance, "lab_offline", False)))
                instance.lab_impaired = bool(body.get("impaired", getattr(instance, "lab_impaired", False)))
                return {"id": instance.id, "offline": instance.lab_offline, "impaired": instance.lab_impaired}
    raise ValueError(f"there is no instance '{body.get('id')}'")


def _state(_: dict) -> dict:
    return {
        "calls": dict(sorted(COUNTS.items())),
        "settings": asdict(SETTINGS),
        "instances": [_describe(account, i) for account in accounts.ACCOUNTS for i in _instances(account)],
        "images": [
            {
                "account": account,
                "id": image.id,
                "name": image.name,
                "state": image.state,
                "shared_with": [p.get("UserId", "all") for p in image.launch_permissions],
                "tags": ssm_agents.tags(image),
            }
            for account in accounts.ACCOUNTS
            for image in ec2_backends[account][accounts.REGION].amis.values()
        ],
        "commands": [_describe_command(command) for command in ssm_api.COMMANDS.values()],
    }


def _instances(account: str) -> list:
    return ssm_agents.instances(account, accounts.REGION)


def _describe(account: str, instance) -> dict:
    return {
        "account": account,
        "id": instance.id,
        "image": instance.image_id,
        "state": instance.state,
        "ssm": ssm_agents.ping(instance),
        "tags": ssm_agents.tags(instance),
        "client_token": instance.client_token,
    }


def _describe_command(command) -> dict:
    return {
        "account": command.account,
        "id": command.id,
        "comment": command.request["Comment"],
        "status": command.status[0],
        "invocations": {i: {"status": v.status, "runs": v.runs} for i, v in command.invocations.items()},
    }
