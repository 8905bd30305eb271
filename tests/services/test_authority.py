"""The venue's authority: what it vouches for, how long, who may read its key, and that others' TLS believes it."""

from __future__ import annotations

import ipaddress
import os
import plistlib
import shutil
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.services import authority
from server.services.authority import Hosts, Signed
from server.services.venue_tls import AuthorityBroken, VenueTls, context

NOW = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
VENUE = Hosts(("jinchui.local", "localhost"), ("192.168.7.7", "127.0.0.1", "::1"))


class Clock:
    """A clock that is set by hand."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def at_the_venue(folder: Path, hosts: Hosts = VENUE, clock: Clock | None = None) -> VenueTls:
    return VenueTls(folder, lambda: hosts, clock or Clock())


def shakes_hands(server: ssl.SSLContext, trusted: Path, host: str) -> str:
    """A whole handshake in memory, as a client that trusts only `trusted` asks for `host`; the cipher."""
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(trusted)
    asks, hears = ssl.MemoryBIO(), ssl.MemoryBIO()
    ours = client.wrap_bio(hears, asks, server_hostname=host)
    theirs = server.wrap_bio(asks, hears, server_side=True)
    for _ in range(4):
        for side in (ours, theirs):
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    cipher = ours.cipher()
    assert cipher is not None, "the handshake ended"
    return cipher[0]


@contextmanager
def today() -> Iterator[Clock]:
    """OpenSSL looks at the real clock."""
    yield Clock(datetime.now(UTC))


@pytest.mark.parametrize("host", ["jinchui.local", "localhost", "192.168.7.7", "127.0.0.1"])
def test_who_trusts_the_authority_believes_the_server_under_each_of_its_names(
    tmp_path: Path, host: str
) -> None:
    with today() as clock:
        tls = at_the_venue(tmp_path, clock=clock)

    assert shakes_hands(tls.context, tmp_path / "tls" / "authority.crt", host).startswith("TLS_")
    with pytest.raises(ssl.SSLCertVerificationError):
        shakes_hands(tls.context, tmp_path / "tls" / "authority.crt", "other.local")


def test_only_suites_with_forward_secrecy_and_authenticated_encryption_are_offered(tmp_path: Path) -> None:
    tls = at_the_venue(tmp_path)

    named = {str(suite["name"]) for suite in tls.context.get_ciphers()}

    assert tls.context.minimum_version == ssl.TLSVersion.TLSv1_2
    assert all("GCM" in name or "CHACHA20" in name for name in named)
    assert all(name.startswith(("ECDHE-", "TLS_")) for name in named)


def test_openssl_accepts_the_chain_as_written_and_refuses_what_lies_outside_the_constraints(
    tmp_path: Path,
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("missing component: openssl")
    with today() as clock:
        tls = at_the_venue(tmp_path, clock=clock)
        stray = _signed_by(tls.authority, x509.DNSName("bank.example"), clock())
        abroad = _signed_by(tls.authority, x509.IPAddress(ipaddress.ip_address("8.8.8.8")), clock())
    trusted = tmp_path / "tls" / "authority.crt"

    def verified(certificate: Path) -> str:
        asked = [openssl, "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", str(trusted)]
        done = subprocess.run([*asked, str(certificate)], capture_output=True, text=True)
        return (done.stdout + done.stderr).replace(str(certificate), "it")

    assert verified(tmp_path / "tls" / "server.crt") == "it: OK\n"
    for n, certificate in enumerate((stray, abroad)):
        file = tmp_path / f"stray{n}.crt"
        file.write_bytes(certificate.certificate_pem)
        assert "permitted subtree violation" in verified(file)


def _signed_by(ca: Signed, name: x509.GeneralName, now: datetime) -> Signed:
    """What a thief of the authority's key could sign."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thief")])
    mark = ca.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(ca.certificate.subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(mark), critical=False)
        .sign(ca.key, hashes.SHA256())
    )
    return Signed(made, key)


def test_a_hall_with_public_addresses_or_its_own_domain_is_covered_to_the_letter() -> None:
    own = Hosts(("score.port.example", "jinchui.local"), ("203.0.113.9",))

    made = authority.make(own, NOW)

    asked = Hosts(
        ("score.port.example", "port.example", "x.local"), ("203.0.113.9", "203.0.113.10", "10.1.1.1")
    )
    assert authority.covered(made.certificate, asked) == Hosts(
        ("score.port.example", "x.local"), ("203.0.113.9", "10.1.1.1")
    )


def test_the_authority_signs_servers_only_and_a_server_lives_397_days_at_most() -> None:
    made = authority.make(VENUE, NOW)
    server = authority.issue(made, VENUE, NOW)

    limits = made.certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (limits.ca, limits.path_length) == (True, 0)
    lives = server.certificate.not_valid_after_utc - server.certificate.not_valid_before_utc
    assert lives == timedelta(days=397)
    late = NOW + timedelta(days=3 * 365 - 40)
    assert authority.issue(made, VENUE, late).certificate.not_valid_after_utc <= (
        made.certificate.not_valid_after_utc
    )


def test_the_authority_is_made_once_and_found_again(tmp_path: Path) -> None:
    first = at_the_venue(tmp_path)
    again = at_the_venue(tmp_path)

    assert (first.fresh, again.fresh) == (True, False)
    assert again.authority.certificate == first.authority.certificate
    assert again.server.certificate == first.server.certificate


def test_a_new_address_or_a_near_end_gets_a_new_certificate_under_the_same_authority(tmp_path: Path) -> None:
    clock, hosts = Clock(), [VENUE]
    tls = VenueTls(tmp_path, lambda: hosts[0], clock)
    first = tls.server.certificate
    assert not tls.refresh()

    hosts[0] = Hosts(VENUE.names, ("192.168.8.8", *VENUE.addresses))
    assert tls.refresh()
    moved = tls.server.certificate
    clock.at += timedelta(days=397 - 30)
    assert tls.refresh()

    assert len({one.serial_number for one in (first, moved, tls.server.certificate)}) == 3
    assert at_the_venue(tmp_path, hosts[0], clock).authority.certificate == tls.authority.certificate


def test_an_authority_near_its_end_is_replaced_and_says_so(tmp_path: Path) -> None:
    first = at_the_venue(tmp_path)

    later = at_the_venue(tmp_path, clock=Clock(NOW + timedelta(days=3 * 365 - 20)))

    assert later.fresh
    assert later.authority.certificate != first.authority.certificate


def test_what_the_authority_does_not_cover_is_named_and_left_out(tmp_path: Path) -> None:
    at_the_venue(tmp_path)

    moved = at_the_venue(tmp_path, Hosts((*VENUE.names, "score.example"), (*VENUE.addresses, "198.51.100.4")))

    assert not moved.fresh
    assert moved.left_out == Hosts(("score.example",), ("198.51.100.4",))


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps others out of the profile's folder instead"
)
def test_nobody_else_reads_the_keys_even_after_a_careless_copy(tmp_path: Path) -> None:
    at_the_venue(tmp_path / "data")
    keys = [tmp_path / "data" / "tls" / f"{name}.key" for name in ("authority", "server")]
    assert [stat.S_IMODE(key.stat().st_mode) for key in keys] == [0o600, 0o600]
    assert stat.S_IMODE((tmp_path / "data" / "tls").stat().st_mode) == 0o700

    for key in keys:
        os.chmod(key, 0o644)
    at_the_venue(tmp_path / "data")

    assert [stat.S_IMODE(key.stat().st_mode) for key in keys] == [0o600, 0o600]


def test_a_damaged_authority_stops_the_start_in_plain_words_a_damaged_server_key_does_not(
    tmp_path: Path,
) -> None:
    first = at_the_venue(tmp_path)
    (tmp_path / "tls" / "server.key").write_text("rust")
    second = at_the_venue(tmp_path)
    assert second.authority.certificate == first.authority.certificate

    (tmp_path / "tls" / "authority.key").write_text("rust")
    with pytest.raises(AuthorityBroken, match="damaged"):
        at_the_venue(tmp_path)


def test_the_profile_for_ipads_holds_this_certificate_as_a_root() -> None:
    made = authority.make(VENUE, NOW)

    read = plistlib.loads(authority.profile(made.certificate))

    (root,) = read["PayloadContent"]
    assert root["PayloadType"] == "com.apple.security.root"
    assert root["PayloadContent"] == authority.binary(made.certificate)


def test_a_certificate_of_ones_own_is_served_with_the_same_strictness(tmp_path: Path) -> None:
    with today() as clock:
        at_the_venue(tmp_path, clock=clock)
    own = context(tmp_path / "tls" / "server.crt", tmp_path / "tls" / "server.key")

    assert own.minimum_version == ssl.TLSVersion.TLSv1_2
    shakes_hands(own, tmp_path / "tls" / "authority.crt", "jinchui.local")
