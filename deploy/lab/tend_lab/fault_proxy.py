"""A proxy in front of the lab (or of any AWS endpoint) that spoils requests as a spec says. Standard library only.

Alone: python -m tend_lab.fault_proxy --upstream http://127.0.0.1:5000 [--port N] [--spec FILE]
"""

import argparse
import asyncio
import json
import socket
import struct
import sys
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import refusals
from .calls import name_of
from .fault_spec import Rule, Spec, parse, read

__all__ = ["FaultProxy", "read", "start"]
_LIMIT = 1 << 20
_REASONS = {200: "OK", 400: "Bad Request", 500: "Internal Server Error", 503: "Service Unavailable"}


@dataclass
class Message:
    """A request or an answer, whole."""

    first: str
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def bytes(self, length: int | None = None) -> bytes:
        """As it goes over the wire; `length` is what Content-Length claims."""
        lines = [self.first] + [f"{key}: {value}" for key, value in self.headers]
        if length is not None:
            lines.append(f"Content-Length: {length}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + self.body


class FaultProxy:
    """Listens on loopback; forwards to `upstream` what no rule strikes."""

    def __init__(self, upstream: str, spec: Spec):
        parts = urlsplit(upstream)
        self._upstream, self.spec = (parts.hostname or "127.0.0.1", parts.port or 80), spec

    async def listen(self, port: int = 0) -> asyncio.Server:
        """Starts to answer."""
        return await asyncio.start_server(self._client, "127.0.0.1", port, limit=_LIMIT)

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream: list = []  # reader and writer, kept as long as the client's connection
        try:
            while request := await _receive(reader, writer):
                if not await self._one(request, upstream, writer):
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            pass
        finally:
            writer.close()
            if upstream:
                upstream[1].close()

    async def _one(self, request: Message, upstream: list, writer: asyncio.StreamWriter) -> bool:
        """One request; False when the connection is over."""
        method, target = request.first.split(" ")[:2]
        path, _, query = target.partition("?")
        if path == "/_faults":
            return await self._control(method, request, writer)
        if path.startswith("/_lab"):
            return await self._send(writer, await self._forward(request, upstream), method)
        service, operation = name_of(
            request.header("authorization") or "", request.header("x-amz-target"), method, query, request.body
        )
        rule = self.spec.choose(service, operation, path, request.body.decode("latin-1"))
        if rule is None:
            return await self._send(writer, await self._forward(request, upstream), method)
        if rule.fault in ("throttle", "error"):
            return await self._send(writer, _refusal(rule, service, request), method)
        if rule.fault == "reset":
            return _reset(writer)
        if rule.fault == "hang":
            await asyncio.sleep(rule.seconds or 3600)
            return False
        if rule.fault == "delay":
            await asyncio.sleep(rule.seconds)
            return await self._send(writer, await self._forward(request, upstream), method)
        answer = await self._forward(request, upstream)
        if rule.fault == "lost":
            return False  # done up there, and nobody hears of it
        if rule.fault == "truncate":
            length, answer.body = len(answer.body), answer.body[: len(answer.body) // 2]
            writer.write(answer.bytes(length))
            await writer.drain()
            return False
        return await _slowly(writer, answer, rule.seconds or 1.0)

    async def _forward(self, request: Message, upstream: list) -> Message:
        for attempt in (1, 2):
            fresh = not upstream
            if fresh:
                upstream[:] = await asyncio.open_connection(*self._upstream, limit=_LIMIT)
            try:
                upstream[1].write(request.bytes(len(request.body)))
                await upstream[1].drain()
                answer = await _receive(upstream[0], None, request.first.startswith("HEAD "))
                if answer is None:
                    raise ConnectionResetError("upstream closed the connection")
                break
            except ConnectionError:
                # a kept connection may have been closed up there in the meantime; a fresh one has no excuse
                upstream[1].close()
                upstream.clear()
                if fresh or attempt == 2:
                    raise
        if (answer.header("connection") or "").lower() == "close" and upstream:
            upstream[1].close()
            upstream.clear()
        answer.headers = [pair for pair in answer.headers if pair[0].lower() != "connection"]
        return answer

    async def _send(self, writer: asyncio.StreamWriter, answer: Message, method: str) -> bool:
        empty = method == "HEAD" or " 204" in answer.first[:13] or " 304" in answer.first[:13]
        writer.write(answer.bytes(None if empty else len(answer.body)))
        await writer.drain()
        return True

    async def _control(self, method: str, request: Message, writer: asyncio.StreamWriter) -> bool:
        status, value = 200, None
        if method == "POST":
            try:
                self.spec = parse(json.loads(request.body or b"{}"))
            except (ValueError, TypeError) as error:
                status, value = 400, {"error": str(error)}
        body = json.dumps(value or self.spec.report(), indent=1).encode() + b"\n"
        return await self._send(writer, _answer(status, "application/json", body), method)


async def _receive(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter | None, bodiless: bool = False
) -> Message | None:
    """A whole message without its framing headers; None when the other side has closed. A writer: of a client."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise
        return None
    first, *lines = head.decode("latin-1")[:-4].split("\r\n")
    headers = [(name, value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    message = Message(first, headers, b"")
    if writer is not None and (message.header("expect") or "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        await writer.drain()
    length, encoding = message.header("content-length"), (message.header("transfer-encoding") or "").lower()
    status = "" if writer is not None else first.split(" ")[1]
    framing = {"content-length", "transfer-encoding", "expect"}
    if bodiless or status in ("204", "304"):
        framing.discard("content-length")  # says how long the body would be
    elif "chunked" in encoding:
        while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
            message.body += await reader.readexactly(size)
            await reader.readexactly(2)
        while await reader.readuntil(b"\r\n") != b"\r\n":
            pass
    elif length is not None:
        message.body = await reader.readexactly(int(length))
    elif writer is None:
        message.body = await reader.read(-1)
    message.headers = [pair for pair in headers if pair[0].lower() not in framing]
    return message


def _answer(status: int, kind: str, body: bytes, *more: tuple[str, str]) -> Message:
    return Message(f"HTTP/1.1 {status} {_REASONS.get(status, 'Error')}", [("Content-Type", kind), *more], body)


def _refusal(rule: Rule, service: str, request: Message) -> Message:
    amz_json = request.header("x-amz-target") is not None
    json_service = amz_json or service not in refusals.QUERY | {"ec2", "s3", "anonymous"}
    if rule.fault == "throttle":
        usual = {"ec2": "RequestLimitExceeded", "s3": "SlowDown", "dynamodb": "ProvisionedThroughputExceededException"}
        code = rule.code or usual.get(service, "ThrottlingException" if json_service else "Throttling")
        text = rule.message or {"ec2": "Request limit exceeded.", "s3": "Please reduce your request rate."}.get(
            service, "Rate exceeded"
        )
        status, kind, body = refusals.render(service, code, text, amz_json)
    else:
        usual = {500: "InternalServerError" if json_service else "InternalError", 503: "ServiceUnavailable"}
        code = rule.code or (
            "Unavailable" if (service, rule.status) == ("ec2", 503) else usual.get(rule.status, "Error")
        )
        _, kind, body = refusals.render(service, code, rule.message or "An internal error has occurred", amz_json)
        status = rule.status
        if rule.html:
            kind, body = "text/html", b"<!doctype html>\n<title>Error</title>\n<h1>Something went wrong</h1>\n"
    more = [("Retry-After", str(rule.retry_after))] if rule.retry_after is not None else []
    return _answer(status, kind, body, *more)


def _reset(writer: asyncio.StreamWriter) -> bool:
    """Closes so that the client sees ECONNRESET."""
    connection = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
    return False


async def _slowly(writer: asyncio.StreamWriter, answer: Message, seconds: float) -> bool:
    data, parts = answer.body, 10
    answer.body = b""
    writer.write(answer.bytes(len(data)))
    size = max(1, -(-len(data) // parts))
    for start_at in range(0, len(data), size):
        await asyncio.sleep(seconds / parts)
        writer.write(data[start_at : start_at + size])
        await writer.drain()
    return True


def start(upstream: str, spec: Spec) -> str:
    """Runs a proxy on a thread of its own; its endpoint. It ends with the process."""
    ready: list = []
    listening = threading.Event()

    async def serve() -> None:
        server = await FaultProxy(upstream, spec).listen()
        ready.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        listening.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(serve()), name="fault-proxy", daemon=True).start()
    listening.wait()
    return ready[0]


async def _alone(upstream: str, port: int, spec: Spec) -> None:
    server = await FaultProxy(upstream, spec).listen(port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


def main() -> int:
    """The proxy alone; prints its endpoint, runs until it is ended."""
    parser = argparse.ArgumentParser(prog="tend_lab.fault_proxy", description="Spoils requests on their way to AWS.")
    parser.add_argument("--upstream", required=True, help="e.g. http://127.0.0.1:5000")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--spec", default='{"rules": []}', help="JSON, or a file with it")
    options = parser.parse_args()
    try:
        asyncio.run(_alone(options.upstream, options.port, read(options.spec)))
    except (OSError, ValueError) as error:
        print(f"fault_proxy: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
