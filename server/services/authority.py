"""The venue's certificate authority as plain functions: it is made, it signs, it says what it covers. No files, no clock."""

from __future__ import annotations

import ipaddress
import plistlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3 * 365
SERVER_DAYS = 397
"""Devices refuse certificates of servers that live longer."""
RENEW_DAYS = 30
EARLY_DAYS = 1
"""Certificates begin yesterday: the clocks of tablets run late."""
PRIVATE = (
    *("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8"),
    *("::1/128", "fc00::/7", "fe80::/10"),
)
"""Networks without a way in from outside (RFC 1918, 3927, 4193, 4291)."""
ALWAYS = ("local", "localhost")


@dataclass(frozen=True, slots=True)
class Signed:
    """A certificate with its private key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as text."""
        return bytes(self.certificate.public_bytes(Encoding.PEM))

    @property
    def key_pem(self) -> bytes:
        """The private key as text: whoever has it can speak for the venue."""
        return bytes(self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@dataclass(frozen=True, slots=True)
class Hosts:
    """What a server is called: DNS names and IP addresses, each in the order people meet them."""

    names: tuple[str, ...]
    addresses: tuple[str, ...]


def read(certificate: bytes, key: bytes) -> Signed:
    """
    A certificate and its key from their PEM texts.

    :raises ValueError: they are none, or do not belong together
    """
    cert = x509.load_pem_x509_certificate(certificate)
    private = load_pem_private_key(key, None)
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.public_key() != cert.public_key():
        raise ValueError("certificate and key do not belong together")
    return Signed(cert, private)


def make(hosts: Hosts, now: datetime) -> Signed:
    """
    An authority (EC P-256) that can vouch for private addresses, `.local` and the given hosts, and for nothing else.

    Whoever steals its key cannot pose as a bank towards the tablets that trust it (RFC 5280, 4.2.1.10).
    """
    key = ec.generate_private_key(ec.SECP256R1())
    mark = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Jinchui 金锤"),
            x509.NameAttribute(
                NameOID.COMMON_NAME, f"Jinchui venue {now:%Y-%m-%d} {mark.digest.hex()[:6].upper()}"
            ),
        ]
    )
    builder = (
        _begin(subject, subject, key, now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(mark, critical=False)
        .add_extension(x509.NameConstraints(_permitted(hosts), None), critical=True)
    )
    return Signed(builder.sign(key, hashes.SHA256()), key)


def issue(authority: Signed, hosts: Hosts, now: datetime) -> Signed:
    """A server's certificate for those of the hosts that the authority covers; it never outlives the authority."""
    kept = covered(authority.certificate, hosts)
    assert kept.names or kept.addresses, "a server has a name: localhost at least"
    key = ec.generate_private_key(ec.SECP256R1())
    first = (*kept.names, *kept.addresses)[0]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, first)])
    alternatives: list[Any] = [x509.DNSName(name) for name in kept.names]
    alternatives += [x509.IPAddress(ipaddress.ip_address(address)) for address in kept.addresses]
    mark = authority.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    left = (authority.certificate.not_valid_after_utc - now).days
    builder = (
        _begin(subject, authority.certificate.subject, key, now, min(SERVER_DAYS - EARLY_DAYS, left))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(mark), critical=False)
    )
    return Signed(builder.sign(authority.key, hashes.SHA256()), key)


def covered(authority: x509.Certificate, hosts: Hosts) -> Hosts:
    """Those of the hosts the authority may vouch for; devices would refuse a certificate that names others."""
    permitted = authority.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
    names = [tree.value for tree in permitted or () if isinstance(tree, x509.DNSName)]
    networks: list[Any] = [tree.value for tree in permitted or () if isinstance(tree, x509.IPAddress)]
    return Hosts(
        tuple(name for name in hosts.names if any(name == n or name.endswith(f".{n}") for n in names)),
        tuple(a for a in hosts.addresses if any(ipaddress.ip_address(a) in network for network in networks)),
    )


def still_good(server: Signed, authority: Signed, hosts: Hosts, now: datetime) -> bool:
    """Whether a server's certificate can go on: signed by this authority, not about to end, all hosts named."""
    try:
        server.certificate.verify_directly_issued_by(authority.certificate)
    except Exception:
        return False
    named = server.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    wanted = covered(authority.certificate, hosts)
    return (
        lasts(server.certificate, now)
        and set(wanted.names) <= set(named.get_values_for_type(x509.DNSName))
        and set(wanted.addresses) <= {str(a) for a in named.get_values_for_type(x509.IPAddress)}
    )


def lasts(certificate: x509.Certificate, now: datetime) -> bool:
    """Whether a certificate has begun and goes on for long enough not to end during a competition."""
    begun: bool = certificate.not_valid_before_utc <= now
    remains: bool = now + timedelta(days=RENEW_DAYS) < certificate.not_valid_after_utc
    return begun and remains


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the certificate as devices show it: 32 pairs of digits."""
    return str(certificate.fingerprint(hashes.SHA256()).hex(":").upper())


def title(certificate: x509.Certificate) -> str:
    """What devices call the certificate in their lists."""
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def binary(certificate: x509.Certificate) -> bytes:
    """The certificate in DER."""
    return bytes(certificate.public_bytes(Encoding.DER))


def profile(certificate: x509.Certificate) -> bytes:
    """The certificate as a configuration profile (.mobileconfig) for iPad and iPhone."""
    mark = fingerprint(certificate)
    root = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": "jinchui.venue.authority",
        "PayloadUUID": str(uuid5(NAMESPACE_URL, f"jinchui:root:{mark}")).upper(),
        "PayloadDisplayName": title(certificate),
        "PayloadContent": binary(certificate),
    }
    return plistlib.dumps(
        {
            "PayloadType": "Configuration",
            "PayloadVersion": 1,
            "PayloadIdentifier": "jinchui.venue",
            "PayloadUUID": str(uuid5(NAMESPACE_URL, f"jinchui:profile:{mark}")).upper(),
            "PayloadDisplayName": title(certificate),
            "PayloadDescription": "金锤评分：信任本赛场的服务器。 Jinchui: trust this venue's server.",
            "PayloadRemovalDisallowed": False,
            "PayloadContent": [root],
        }
    )


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=EARLY_DAYS))
        .not_valid_after(now + timedelta(days=days))
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _permitted(hosts: Hosts) -> Sequence[Any]:
    networks = [ipaddress.ip_network(network) for network in PRIVATE]
    # A hall may have public addresses inside, or its own domain: exactly those, not their neighbours.
    own = [ipaddress.ip_address(a) for a in hosts.addresses]
    outside = [a for a in own if not any(a in network for network in networks)]
    networks += [ipaddress.ip_network(a) for a in outside]
    names = dict.fromkeys((*ALWAYS, *(n for n in hosts.names if not n.endswith((".local", ".localhost")))))
    return [*(x509.DNSName(name) for name in names), *(x509.IPAddress(network) for network in networks)]
