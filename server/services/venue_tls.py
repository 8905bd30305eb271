"""The venue authority's files in the data folder, and the server's certificate kept fresh while it runs."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from server.services import authority
from server.services.authority import Hosts, Signed

FOLDER = "tls"
# TLS 1.2 only with forward secrecy and AEAD; TLS 1.3 has nothing else.
CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


class AuthorityBroken(OSError):
    """The authority's files cannot be used; the text says why and what to do."""


class VenueTls:
    """
    The authority of this venue and the context its server speaks with.

    :param folder: the data folder; the files stand in `tls` below it
    :param hosts: what the server is called just now
    :param now: the time, with its zone
    :raises AuthorityBroken: the files are damaged
    :raises OSError: the folder cannot be written
    """

    def __init__(self, folder: Path, hosts: Callable[[], Hosts], now: Callable[[], datetime]) -> None:
        self._folder, self._hosts, self._now = folder / FOLDER, hosts, now
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder.mkdir(exist_ok=True, mode=0o700)
        self.fresh = False
        """Whether this start made a new authority: then every device has to be told to trust it."""
        self.authority = self._authority()
        self.context = _plain_context()
        self.server = self._load()

    @property
    def left_out(self) -> Hosts:
        """What the server is called and the authority does not cover: devices cannot use these."""
        hosts = self._hosts()
        kept = authority.covered(self.authority.certificate, hosts)
        return Hosts(
            tuple(name for name in hosts.names if name not in kept.names),
            tuple(address for address in hosts.addresses if address not in kept.addresses),
        )

    def refresh(self) -> bool:
        """A new certificate where the machine got another address or the old one nears its end; whether it did."""
        if authority.still_good(self.server, self.authority, self._hosts(), self._now()):
            return False
        self.server = self._load()
        return True

    def _authority(self) -> Signed:
        kept = self._read("authority")
        if kept and authority.lasts(kept.certificate, self._now()):
            return kept
        self.fresh = True
        return self._write("authority", authority.make(self._hosts(), self._now()))

    def _load(self) -> Signed:
        """The server's certificate, a new one where the old one cannot go on; from now on it is the one that is shown."""
        hosts, now = self._hosts(), self._now()
        try:
            server = self._read("server")
        except AuthorityBroken:
            server = None  # the authority is there to make another one
        if server is None or not authority.still_good(server, self.authority, hosts, now):
            server = self._write("server", authority.issue(self.authority, hosts, now))
        chain, key = self._paths("server")
        self.context.load_cert_chain(chain, key)
        return server

    def _paths(self, name: str) -> tuple[Path, Path]:
        return self._folder / f"{name}.crt", self._folder / f"{name}.key"

    def _read(self, name: str) -> Signed | None:
        certificate, key = self._paths(name)
        if not (certificate.exists() and key.exists()):
            return None  # not made yet, or not to the end
        try:
            # A copied folder may have lost what kept others out.
            key.chmod(0o600)
            return authority.read(certificate.read_bytes(), key.read_bytes())
        except (OSError, ValueError) as error:
            raise AuthorityBroken(
                f"{key.parent}：赛场证书文件已损坏（{error}）。恢复备份，或删除该文件夹后重新启动；之后每台平板须重新信任。\n"
                f"{key.parent}: the venue's certificate files are damaged ({error}). Restore them, or delete the "
                "folder and start again; every tablet then has to be told to trust the new authority."
            ) from None

    def _write(self, name: str, signed: Signed) -> Signed:
        """The key before the certificate: half of it written is never taken for whole."""
        certificate, key = self._paths(name)
        chain = signed.certificate_pem + (self.authority.certificate_pem if name == "server" else b"")
        certificate.unlink(missing_ok=True)
        for path, content in ((key, signed.key_pem), (certificate, chain)):
            half = path.with_suffix(f"{path.suffix}.part")
            half.unlink(missing_ok=True)
            with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            half.replace(path)
        return signed


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """
    The context for a certificate of one's own.

    :raises OSError: the files cannot be used (`ssl.SSLError` is one)
    """
    made = _plain_context()
    made.load_cert_chain(certificate, key)
    return made


def _plain_context() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.set_ciphers(CIPHERS)
    made.set_alpn_protocols(["http/1.1"])
    return made
