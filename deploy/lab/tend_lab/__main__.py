"""Starts the lab: `python -m tend_lab --dir DIR`. `up` does it for you."""

import argparse
import os
import signal
import socket
import sys
import threading
from pathlib import Path


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tend_lab", description="A local AWS on 127.0.0.1.")
    parser.add_argument("--dir", type=Path, required=True, help="all of the lab's state is in here")
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--faults", help="a fault spec (JSON, or a file with it): AWS_ENDPOINT_URL is then the proxy's")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting, e.g. instance_running=2"
    )
    parser.add_argument("--ready-fd", type=int, help="a line is written here when the lab answers")
    return parser.parse_args()


def faults(text: str):
    """The fault spec. Raises ValueError that says that it is about the spec."""
    from . import fault_spec

    try:
        return fault_spec.read(text)
    except (OSError, ValueError) as error:
        raise ValueError(f"fault spec: {error}") from None


def listen(port: int) -> socket.socket:
    """A listening socket on loopback. Raises OSError that names the port."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        raise OSError(f"port {port} on 127.0.0.1: {getattr(error, 'strerror', None) or error}") from None
    listener.listen(1024)
    return listener


def main() -> int:
    """Starts the lab, says so, waits for SIGTERM. Exit status 1 when it can't be started."""
    options = arguments()
    directory = options.dir.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    temporary = directory / "tmp"
    temporary.mkdir(exist_ok=True)
    # whoever started the lab may have credentials; what runs in it gets none of them
    for name in list(os.environ):
        if name.startswith(("AWS_", "MOTO_")):
            del os.environ[name]
    # read by moto when it is imported
    os.environ.update(TMPDIR=str(temporary), MOTO_EC2_LOAD_DEFAULT_AMIS="false", MOTO_DISABLE_GLOBAL_CORS="true")
    os.environ.update(MOTO_EC2_ENABLE_INSTANCE_TYPE_VALIDATION="true")

    # what can be wrong is found before moto is imported, which takes a second
    from . import fault_proxy, settings

    try:
        settings.SETTINGS.update(settings.parse(options.set))
        spec = faults(options.faults) if options.faults else None
        listener = listen(options.port)
    except (OSError, ValueError) as error:
        print(f"tend_lab: {error}", file=sys.stderr)
        return 1

    from . import lab

    server = lab.Lab(directory, listener)
    endpoint = fault_proxy.start(server.endpoint, spec) if spec else server.endpoint
    sys.setswitchinterval(0.001)  # many threads with little to do each: hand over quickly
    over = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    server.start()
    server.write_environment(endpoint)
    if options.ready_fd is not None:
        with os.fdopen(options.ready_fd, "w") as ready:
            ready.write(f"{endpoint}\n")
    else:
        print(endpoint, flush=True)
    # a signal may be delivered to another thread, which doesn't wake this one: look up now and then
    while not over.wait(0.2):
        pass
    server.stop()
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # threads that wait for a client don't hold the lab up
