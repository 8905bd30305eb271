"""Tells the venue's network by multicast DNS where `NAME.local` is (RFC 6762, 6763); no harm where nobody hears."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from zeroconf import ServiceInfo
    from zeroconf.asyncio import AsyncZeroconf

SERVICE = "_jinchui._tcp.local."
PATIENCE_SECONDS = 10.0
_log = structlog.get_logger("jinchui.announcement")


class Announcement:
    """
    One server's name in the network.

    :param name: the server is found as `name.local`, and as an instance of `_jinchui._tcp`
    :param hosts: this machine's addresses just now
    :param interfaces: where to speak; None: on every network this machine has
    """

    def __init__(
        self,
        name: str,
        port: int,
        *,
        secure: bool,
        hosts: Callable[[], list[str]],
        interfaces: Sequence[str] | None = None,
    ) -> None:
        self._name, self._port, self._secure = name, port, secure
        self._hosts, self._interfaces = hosts, interfaces
        self._zeroconf: AsyncZeroconf | None = None
        self._told: list[str] = []
        self.problem = ""
        """Why the name is not announced, "" while it is."""

    async def start(self) -> bool:
        """Announce the name; whether the network took it. Never raises: a hall without multicast has QR codes."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._start()
        except Exception as error:
            self.problem = f"{type(error).__name__}: {error}".rstrip(": ")
            _log.warning("name not announced", name=f"{self._name}.local", reason=self.problem)
            await self.stop()
            return False
        return True

    async def refresh(self) -> None:
        """Say it again where the machine got other addresses."""
        hosts = await asyncio.to_thread(self._hosts)  # asking the system for its addresses may take a while
        if self._zeroconf is None or hosts == self._told:
            return
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await (await self._zeroconf.async_update_service(self._info(hosts)))
        except Exception as error:
            _log.warning("name not announced again", reason=f"{error!r}")

    async def stop(self) -> None:
        """Take the name back."""
        zeroconf, self._zeroconf = self._zeroconf, None
        if zeroconf is None:
            return
        with suppress(Exception):  # a network that is gone hears no farewell
            async with asyncio.timeout(PATIENCE_SECONDS):
                await zeroconf.async_unregister_all_services()
        with suppress(Exception):
            await zeroconf.async_close()

    async def _start(self) -> None:
        from zeroconf import InterfaceChoice, IPVersion
        from zeroconf.asyncio import AsyncZeroconf

        where = list(self._interfaces) if self._interfaces else InterfaceChoice.All
        self._zeroconf = AsyncZeroconf(interfaces=where, ip_version=IPVersion.V4Only)
        hosts = await asyncio.to_thread(self._hosts)
        await (await self._zeroconf.async_register_service(self._info(hosts)))

    def _info(self, hosts: list[str]) -> ServiceInfo:
        from zeroconf import ServiceInfo

        self._told = hosts
        scheme = "https" if self._secure else "http"
        return ServiceInfo(
            SERVICE,
            f"{self._name}.{SERVICE}",
            port=self._port,
            server=f"{self._name}.local.",
            addresses=[socket.inet_aton(address) for address in self._told],
            properties={"scheme": scheme, "judge": "/judge/", "desk": "/desk/", "board": "/board/"},
        )
