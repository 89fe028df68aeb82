"""An error as AWS writes it in each protocol."""

import json
import uuid
from xml.sax.saxutils import escape

#: codes that aren't 400
_STATUS = {
    "AuthFailure": 401,
    "InvalidClientTokenId": 403,
    "ExpiredToken": 403,
    "InvalidAccessKeyId": 403,
    "AccessDenied": 403,
    "RequestLimitExceeded": 503,
    "SlowDown": 503,
    "InternalFailure": 500,
    "InternalError": 500,
    "InternalServerError": 500,
    "ServiceUnavailable": 503,
    "Unavailable": 503,
}
_REASON = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 500: "Internal Server Error"}
#: services that speak XML with Action=; all others here speak JSON
QUERY = {"sts", "iam", "sns", "cloudformation", "autoscaling", "elasticloadbalancing", "monitoring", "sqs"}


def render(service: str, code: str, message: str, amz_json: bool = False) -> tuple[int, str, bytes]:
    """Status, content type and body of an error in the protocol of the service."""
    status = _STATUS.get(code, 400)
    text, request = escape(message), uuid.uuid4()
    if service == "ec2":
        body = (
            f"<Response><Errors><Error><Code>{code}</Code><Message>{text}</Message></Error></Errors>"
            f"<RequestID>{request}</RequestID></Response>"
        )
        return status, "text/xml;charset=UTF-8", ('<?xml version="1.0" encoding="UTF-8"?>\n' + body).encode()
    if service == "s3":
        body = f"<Error><Code>{code}</Code><Message>{text}</Message><RequestId>{request}</RequestId></Error>"
        return status, "application/xml", ('<?xml version="1.0" encoding="UTF-8"?>\n' + body).encode()
    if service in QUERY and not amz_json:
        kind = "Receiver" if status >= 500 else "Sender"
        body = (
            f"<ErrorResponse><Error><Type>{kind}</Type><Code>{code}</Code><Message>{text}</Message></Error>"
            f"<RequestId>{request}</RequestId></ErrorResponse>"
        )
        return status, "text/xml", body.encode()
    return status, "application/x-amz-json-1.1", json.dumps({"__type": code, "message": message}).encode()


def answer(service: str, code: str, message: str, environ, start_response) -> list[bytes]:
    """The error as an answer of the application."""
    status, kind, body = render(service, code, message, "HTTP_X_AMZ_TARGET" in environ)
    reason = _REASON.get(status, "Service Unavailable")
    start_response(f"{status} {reason}", [("Content-Type", kind), ("x-amzn-RequestId", str(uuid.uuid4()))])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
