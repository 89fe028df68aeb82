"""The HTTP server: moto's application behind HTTP/1.1 with keep-alive, one call at a time, each call counted."""

import io
import socket
import sys
import threading
import traceback
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.exceptions import InternalServerError
from werkzeug.serving import ThreadedWSGIServer

from . import control, identity, refusals
from .calls import CALLS, COUNTS, name_of
from .settings import SETTINGS


class Application:
    """The application: control endpoint, then refusals, then moto."""

    def __init__(self) -> None:
        self.moto = DomainDispatcherApplication(create_backend_app)

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].startswith("/_lab"):
            return control.answer(environ, start_response)
        authorization = environ.get("HTTP_AUTHORIZATION", "")
        body = environ["wsgi.input"].getvalue()
        target, query = environ.get("HTTP_X_AMZ_TARGET"), environ["QUERY_STRING"]
        COUNTS[".".join(name_of(authorization, target, environ["REQUEST_METHOD"], query, body))] += 1
        with CALLS:
            if authorization:
                refused = identity.refusal(authorization)
            else:
                refused = _anonymous(environ)
            if refused:
                return refusals.answer(*refused, environ, start_response)
            return self.moto(environ, start_response)


def _anonymous(environ) -> tuple[str, str, str] | None:
    """moto: anybody may read any object, with a presigned URL of any age. AWS: 403 AccessDenied to both."""
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    if not SETTINGS.strict_s3 or path.startswith(("/moto-api", "/latest/")) or "AssumeRoleWith" in query:
        return None
    if b"AssumeRoleWith" in environ["wsgi.input"].getvalue()[:4096]:
        return None
    values = parse_qs(query)
    try:
        if {"AWSAccessKeyId", "Signature", "Expires"} <= set(values):  # the older kind, which us-east-1 still takes
            late = float(values["Expires"][0]) < datetime.now(timezone.utc).timestamp()
            return ("s3", "AccessDenied", "Request has expired") if late else None
        if "X-Amz-Signature" not in values:
            return "s3", "AccessDenied", "Access Denied"
        signed = datetime.strptime(values["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
        ends = signed + timedelta(seconds=int(values["X-Amz-Expires"][0]))
    except (KeyError, ValueError, OverflowError):
        return "s3", "AuthorizationQueryParametersError", "Query-string authentication version 4 needs date and expiry"
    if ends < datetime.now(timezone.utc):
        return "s3", "AccessDenied", "Request has expired"
    return None


class Handler(MotoRequestHandler):
    """Reads the whole request, answers with its length, keeps the connection.

    moto: closes after every answer. AWS: keeps connections for tens of seconds.
    """

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def run_wsgi(self) -> None:
        if self.headers.get("Expect", "").strip().lower() == "100-continue":
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.wfile.flush()
        environ = self.environ = self.make_environ()
        if environ.pop("wsgi.input_terminated", False):
            body = environ["wsgi.input"].read()
        else:
            body = self.rfile.read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        answer: list = []

        def start_response(status, headers, exc_info=None):
            answer[:] = [status, headers]

        try:
            parts = self.server.app(environ, start_response)
            body = b"".join(parts)
            if hasattr(parts, "close"):
                parts.close()
        except Exception:
            # what moto can't do is HTTP 500 with an HTML page; it stays so
            self.server.failed(f"{self.command} {self.path}\n{traceback.format_exc()}")
            body = b"".join(InternalServerError()(environ, start_response))
        self._send(*answer, body)

    def _send(self, status: str, headers: list, body: bytes) -> None:
        code = int(status.split(" ", 1)[0])
        self.send_response_only(code, status.partition(" ")[2])
        names = set()
        for name, value in headers:
            if name.lower() in ("transfer-encoding", "connection", "date", "server"):
                continue
            if name.lower() == "content-length" and self.command != "HEAD":
                continue
            names.add(name.lower())
            self.send_header(name, value)
        self.send_header("Date", self.date_time_string())
        self.send_header("Server", "tend-lab")
        if self.command != "HEAD" and code >= 200 and code not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        elif self.command == "HEAD" and "content-length" not in names:
            self.send_header("Content-Length", "0")
        self.end_headers()
        if self.command != "HEAD" and code not in (204, 304):
            self.wfile.write(body)
        self.wfile.flush()

    def log(self, type: str, message: str, *args) -> None:
        """Silent: the counts say what was called, `failed` what went wrong."""


class Server(ThreadedWSGIServer):
    """A thread per connection, on loopback."""

    request_queue_size = 1024
    daemon_threads = True

    def __init__(self, listener: socket.socket, log) -> None:
        host, port = listener.getsockname()
        super().__init__(host, port, Application(), handler=Handler, fd=listener.detach())
        self.server_port = port
        self._log, self._lock = log, threading.Lock()

    def failed(self, text: str) -> None:
        """Writes an unexpected failure to the log."""
        with self._lock:
            self._log.write(f"{datetime.now(timezone.utc):%FT%TZ} {text}\n")
            self._log.flush()

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exc_info()[1], (ConnectionError, socket.timeout)):
            self.failed(traceback.format_exc())
