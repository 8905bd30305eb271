"""What a server does to be found and trusted in its hall: certificate, trust page, name. Not one of them stops a start."""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import structlog

from server.services import lan
from server.services.parts import FoundBy
from server.settings import Settings

if TYPE_CHECKING:
    from server.services.announcement import Announcement
    from server.services.authority import Hosts
    from server.services.venue_tls import VenueTls

LOOK_AGAIN_SECONDS = 30
"""How soon a new address of this machine is in its certificate and its announcement."""
_log = structlog.get_logger("jinchui.venue")


@dataclass(slots=True)
class Venue:
    """What the hall can use of this server."""

    settings: Settings
    tls: VenueTls | None = None
    context: ssl.SSLContext | None = None
    trust_port: int = 0
    """Where the plain page listens; 0: there is none."""
    announcement: Announcement | None = None

    @classmethod
    def open(cls, settings: Settings) -> Venue:
        """
        Certificates first: what they lack is said before anything listens.

        :raises OSError: files that cannot be read or written, or are damaged
        """
        if not settings.secure:
            return cls(settings)
        from server.services import venue_tls  # here: a server without https does not need it

        if settings.tls:
            tls = venue_tls.VenueTls(settings.data, lambda: called(settings), lambda: datetime.now(UTC))
            return cls(settings, tls, tls.context)
        assert settings.certificate, "secure without tls"
        assert settings.private_key, "settings bring both or none"
        return cls(settings, None, venue_tls.context(settings.certificate, settings.private_key))

    @property
    def local_name(self) -> str:
        """The name by which other devices find the server; "" where it is not announced."""
        announced = self.announcement is not None and not self.announcement.problem
        return f"{self.settings.name}.local" if announced else ""

    def found_by(self, port: int) -> FoundBy:
        """What cards and pages say about finding a server that listens on `port`."""
        scheme = "https" if self.settings.secure else "http"
        name = f"{scheme}://{self.local_name}:{port}" if self.local_name else ""
        return FoundBy(name, self.trust_port)

    @asynccontextmanager
    async def around(self, port: int, *, announce: bool) -> AsyncIterator[None]:
        """The trust page, the announcement and the watch over this machine's addresses, while the server runs."""
        async with AsyncExitStack() as stack:
            if self.tls:
                await self._open_trust_page(stack, port)
            if announce and self.settings.announce and not lan.is_loopback(self.settings.host):
                self._announce(port)
            watch = asyncio.create_task(self._watch(), name="venue")
            try:
                yield
            finally:
                watch.cancel()
                await asyncio.wait([watch])
                if self.announcement:
                    await self.announcement.stop()

    async def _open_trust_page(self, stack: AsyncExitStack, port: int) -> None:
        from server.web.trust import plain

        assert self.tls is not None, "only an authority has to be explained"
        try:
            opened = await stack.enter_async_context(plain(self.settings, self.tls, port))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            _log.warning("no trust page", port=self.settings.trust_port, taken=taken, reason=f"{error}")
            return
        self.trust_port = opened

    def _announce(self, port: int) -> None:
        from server.services.announcement import Announcement

        settings = self.settings
        self.announcement = Announcement(settings.name, port, secure=settings.secure, hosts=lan.hosts)

    async def _watch(self) -> None:
        """Announcing takes a second or two, and nobody waits for it."""
        if self.announcement:
            await self.announcement.start()
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            if self.tls:
                await self._renew(self.tls)
            if self.announcement:
                await self.announcement.refresh()

    async def _renew(self, tls: VenueTls) -> None:
        try:
            renewed = await asyncio.to_thread(tls.refresh)
        except OSError as error:
            _log.warning("certificate not renewed", reason=f"{error}")
            return
        if renewed:
            _log.info("new certificate", until=f"{tls.server.certificate.not_valid_after_utc:%Y-%m-%d}")


def called(settings: Settings) -> Hosts:
    """Every name and address under which devices may ask for this server, this machine's own included."""
    from server.services.authority import Hosts

    names, addresses = [f"{settings.name}.local", "localhost"], ["127.0.0.1", "::1"]
    addresses[:0] = lan.hosts() if lan.is_everywhere(settings.host) else []
    given = [settings.host, urlsplit(settings.address).hostname or ""]
    for host in given:
        if lan.is_everywhere(host):
            continue
        (addresses if _is_number(host) else names).append(host)
    if own := lan.own_name():
        names += [own, f"{own}.local"]
    return Hosts(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(addresses)))


def _is_number(host: str) -> bool:
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except OSError:
            continue
        return True
    return False
