"""The running lab: moto with all repairs, seeded, behind the server."""

import functools
import shlex
import socket
import threading
from pathlib import Path

from moto.core import responses

from . import accounts, control, ec2_images, ec2_launch, ec2_reads, ec2_states, identity, server, ssm_agents, ssm_api


class Lab:
    """Answers on the listening socket after `start`."""

    def __init__(self, directory: Path, listener: socket.socket):
        self.directory = directory
        _repair(directory / "instances")
        control.begin()
        log = open(directory / "failures.log", "a", encoding="utf-8")
        self._server = server.Server(listener, log)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> None:
        """Answers from now on."""
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        """Ends running commands, with all they started, and the server."""
        ssm_api.forget()
        self._server.shutdown()
        self._server.server_close()

    def write_environment(self, endpoint: str) -> None:
        """Writes lab.env: what a shell needs to talk to the lab as the devops identity."""
        values = {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": accounts.ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": accounts.SECRET_KEY,
            "AWS_REGION": accounts.REGION,
            "AWS_DEFAULT_REGION": accounts.REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
            "TEND_LAB_URL": self.endpoint,
        }
        for name in ("TST", "STG", "PRD", "SBX"):
            values[f"{name}_IAM_ROLE_ARN"] = accounts.role_arn(getattr(accounts, name))
        text = "".join(f"export {name}={shlex.quote(value)}\n" for name, value in values.items())
        partial = self.directory / "lab.env.partial"
        partial.write_text(text + "unset AWS_SESSION_TOKEN AWS_PROFILE\n")
        partial.replace(self.directory / "lab.env")


def _repair(machines: Path) -> None:
    for part in (identity, ec2_states, ec2_images, ec2_launch, ec2_reads, ssm_agents):
        part.install()
    ssm_api.install(machines)
    responses.method_names_from_class = _method_names


@functools.cache
def _method_names(kind: type) -> frozenset[str]:
    """moto lists the methods of a class anew for each call, which takes longer than the call. Here: once."""
    return frozenset(_list_methods(kind))


_list_methods = responses.method_names_from_class
