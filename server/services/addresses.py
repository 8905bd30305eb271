"""The address that other devices know this server by; nothing is sent to find it."""

from __future__ import annotations

from urllib.parse import urlsplit

from server.services import lan


def own_address(chosen: str, asked: str) -> str:
    """
    The address that goes onto cards and screens: the setting, else the one a page was asked under, else this machine's.

    Whoever sits at the server asks under `localhost`, which means nothing on another device.

    :param asked: the address of the request, whole
    """
    if chosen:
        return chosen
    url = urlsplit(asked)
    host = url.hostname or ""
    if not lan.is_loopback(host):
        return f"{url.scheme}://{url.netloc}"
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{next(iter(lan.facing()), host)}{port}"
