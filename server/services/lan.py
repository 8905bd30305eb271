"""Under which addresses and names this machine is known in its networks. Nothing is sent to find them."""

from __future__ import annotations

import ipaddress
import re
import socket
from contextlib import suppress

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


def facing() -> list[str]:
    """This machine's IPv4 addresses that face a network, the likeliest first; asks nobody but the routing table."""
    found: list[str] = []
    # A datagram socket that "connects" sends nothing. TEST-NET-1 answers nobody.
    for probe in ("192.0.2.1", "10.255.255.254", "192.168.255.254", "172.31.255.254"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((probe, 9))
                found.append(str(asked.getsockname()[0]))
            except OSError:
                continue
    return _real(found)


def hosts() -> list[str]:
    """All of this machine's IPv4 addresses in its networks, the likeliest first; its loopback address without any."""
    found = facing()
    with suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    return _real(found) or ["127.0.0.1"]


def _real(found: list[str]) -> list[str]:
    return [host for host in dict.fromkeys(found) if not host.startswith("127.") and host != "0.0.0.0"]


def own_name() -> str:
    """The machine's own name where it may stand in a certificate, else ""."""
    name = socket.gethostname().partition(".")[0].lower()
    return name if _LABEL.fullmatch(name) else ""


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine, as this machine calls itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Whether listening on `host` means every address of this machine."""
    return host in ("", "0.0.0.0", "::")
