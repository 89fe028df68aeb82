"""Who is calling: keys, AssumeRole, and what is refused."""

import re
from datetime import datetime, timedelta, timezone

from moto.iam import models as iam_models
from moto.sts import models as sts_models
from moto.sts.responses import TokenResponse

from . import accounts, refusals
from .errors import Refused
from .settings import SETTINGS

#: role ARN → the external id its trust policy asks for (POST /_lab/external-ids)
EXTERNAL_IDS: dict[str, str] = {}
#: access key → when the session ends
_SESSIONS: dict[str, datetime] = {}
#: access key → account
_OWNERS: dict[str, str] = {}
_SERVICE = re.compile(r"Credential=([^/]+)/\d+/[^/]+/([^/]+)/")


def forget() -> None:
    """All sessions end; on reset."""
    _SESSIONS.clear()
    _OWNERS.clear()
    EXTERNAL_IDS.clear()


def expire_sessions() -> None:
    """Every session handed out until now has expired: for tests of refreshing."""
    for key in _SESSIONS:
        _SESSIONS[key] = datetime.now(timezone.utc) - timedelta(seconds=1)


def install() -> None:
    """Puts the repairs in place."""
    # moto: an unknown key belongs to account 123456789012, and every call walks through all accounts to find out.
    # AWS: a key belongs to one account.
    iam_models.get_account_id_from = lambda access_key: _owner(access_key) or accounts.DEVOPS
    TokenResponse.assume_role = _assume_role(TokenResponse.assume_role)


def _owner(access_key: str) -> str | None:
    owner = _OWNERS.get(access_key)
    if owner is None:
        for account, partitions in list(iam_models.iam_backends.items()):
            if access_key in partitions["aws"].access_keys:
                owner = _OWNERS[access_key] = account
    return owner


def refusal(authorization: str) -> tuple[str, str, str] | None:
    """Service, code and message when the signing key is not to be believed.

    AWS: an unknown key is InvalidClientTokenId (STS), AuthFailure (EC2), UnrecognizedClientException (JSON services),
    InvalidAccessKeyId (S3); a session that is over is ExpiredToken, RequestExpired or ExpiredTokenException.
    """
    match = _SERVICE.search(authorization)
    if not match or not SETTINGS.strict_keys:
        return None
    key, service = match.groups()
    ends = _SESSIONS.get(key)
    if ends and ends < datetime.now(timezone.utc):
        code = {"ec2": "RequestExpired", "sts": "ExpiredToken", "s3": "ExpiredToken"}
        return (
            service,
            code.get(service, "ExpiredTokenException"),
            "The security token included in the request is expired",
        )
    if _owner(key) is None:
        code = {"ec2": "AuthFailure", "sts": "InvalidClientTokenId", "s3": "InvalidAccessKeyId"}
        message = {"ec2": "AWS was not able to validate the provided access credentials"}
        return (
            service,
            code.get(service, "UnrecognizedClientException"),
            message.get(service, "The security token included in the request is invalid."),
        )
    return None


def _assume_role(original):
    def assume_role(self):
        arn = self._get_param("RoleArn") or ""
        duration = self._get_int_param("DurationSeconds", 3600)
        match = re.fullmatch(r"arn:aws:iam::(\d{12}):role/(.+)", arn)
        caller = _caller(self)
        message = f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {arn}"
        status, kind, body = refusals.render("sts", "AccessDenied", message)
        denied = body.decode(), {"status": status, "content-type": kind}
        # moto: any role of any account can be assumed. AWS: one that isn't there can't, and it won't say which it is.
        if not match or match[1] not in accounts.ACCOUNTS:
            return denied
        roles = iam_models.iam_backends[match[1]]["aws"].roles.values()
        role = next((role for role in roles if role.arn == arn), None)
        if role is None:
            return denied
        # AWS: the trust policy's sts:ExternalId must match when there is one.
        if arn in EXTERNAL_IDS and self._get_param("ExternalId") != EXTERNAL_IDS[arn]:
            return denied
        if not 900 <= duration <= 43200:
            raise Refused("ValidationError", "DurationSeconds must be between 900 and 43200 seconds")
        # AWS: a session taken with a session (role chaining) lasts an hour at most, and asking more fails.
        if ":assumed-role/" in caller and duration > 3600:
            raise Refused(
                "ValidationError",
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
            )
        if duration > int(getattr(role, "max_session_duration", None) or 3600):
            raise Refused(
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            )
        result = original(self)
        credentials = result.result["Credentials"]
        _OWNERS[credentials.access_key_id] = match[1]
        _SESSIONS[credentials.access_key_id] = credentials.expiration.replace(tzinfo=timezone.utc)
        return result

    return assume_role


def _caller(response) -> str:
    sts = sts_models.sts_backends[response.current_account]["aws"]
    return sts.get_caller_identity(response.get_access_key(), response.region)[1]
