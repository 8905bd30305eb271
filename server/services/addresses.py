"""The address that other devices know this server by; nothing is sent to find it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from server.services import lan

if TYPE_CHECKING:
    from server.settings import Settings


def own_address(settings: Settings, asked: str) -> str:
    """
    The address that goes onto cards and screens: the setting, else the one a page was asked under, else this machine's.

    Whoever sits at the server asks under `localhost`, which means nothing on another device. A server that listens on
    one address only is found under no other: what is shown is then that address, even where it is this machine's alone.

    :param asked: the address of the request, whole
    """
    if settings.address:
        return settings.address
    url = urlsplit(asked)
    host = url.hostname or ""
    if not lan.is_loopback(host) or not lan.is_everywhere(settings.host):
        return f"{url.scheme}://{url.netloc}"
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{next(iter(lan.facing()), host)}{port}"
