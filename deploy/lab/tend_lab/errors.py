"""The error of a refused call. moto serialises it in the protocol of the service it is raised in."""

from moto.core.exceptions import ServiceException


class Refused(ServiceException):
    """`Refused(code, message)`. A class of ours, because moto looks up the module of its own ones as a service."""
