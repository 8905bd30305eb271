"""`jinchui serve --tls`: https for everything, one plain page that explains the authority, and plain http only by choice."""

from __future__ import annotations

import hashlib
import http.client
import re
import ssl
import stat
import sys
from pathlib import Path

import pytest

from server.services import lan
from tests.cli.test_serve import Serving, serving

TLS = {"JINCHUI_TLS": "true", "JINCHUI_TRUST_PORT": "0"}


def https(server: Serving, path: str, trusted: Path) -> tuple[int, str]:
    """What a device that trusts the authority is answered."""
    line = http.client.HTTPSConnection(
        "127.0.0.1", server.told["port"], context=ssl.create_default_context(cafile=trusted), timeout=10
    )
    line.request("GET", path, headers={"Accept-Language": "en", "Accept": "text/html"})
    answer = line.getresponse()
    text = answer.read().decode()
    line.close()
    return answer.status, text


def plain(
    port: int, path: str, agent: str = "", host: str = "127.0.0.1"
) -> tuple[int, dict[str, str], bytes]:
    """What a device that trusts nobody yet is answered."""
    line = http.client.HTTPConnection(host, port, timeout=10)
    headers = {"Accept-Language": "en", "Accept": "text/html", "User-Agent": agent}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def test_everything_speaks_https_and_the_authority_outlives_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "tls"
    with serving(tmp_path, environment=TLS) as server:
        assert server.told["base"].startswith("https://")
        assert https(server, "/judge/", folder / "authority.crt")[0] == 200
        first = (folder / "authority.crt").read_bytes()
        server.stop()
        said = server.said()
    with serving(tmp_path, environment=TLS) as server:
        assert https(server, "/api/v1/about", folder / "authority.crt")[0] == 200

    assert (folder / "authority.crt").read_bytes() == first
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "authority.key").stat().st_mode) == 0o600
    printed = "".join(re.findall(r"\b(?:[0-9A-F]{2} ){15}[0-9A-F]{2}\b", said)).replace(" ", "")
    der = ssl.PEM_cert_to_DER_cert(first.decode())
    assert printed == hashlib.sha256(der).hexdigest().upper()


def test_the_plain_page_explains_gives_the_certificate_and_nothing_else(tmp_path: Path) -> None:
    with serving(tmp_path, environment=TLS) as server:
        port = server.told["trust_port"]
        status, headers, page = plain(port, "/", "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)")
        files = {ending: plain(port, f"/jinchui-ca.{ending}") for ending in ("crt", "cer", "mobileconfig")}
        others = [plain(port, path) for path in ("/judge/", "/desk/", "/api/v1/about", "/api/v1/me")]
        pem = (tmp_path / "data" / "tls" / "authority.crt").read_text()
        port_of_tablets = server.told["port"]

    text = page.decode()
    assert status == 200
    assert "location" not in headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    der = ssl.PEM_cert_to_DER_cert(pem)
    assert "".join(re.findall(r"<li>([0-9A-F]{2})</li>", text)) == hashlib.sha256(der).hexdigest().upper()
    assert re.search(r'<details name="device" open>\s*<summary>iPad and iPhone', text)
    assert f'href="https://127.0.0.1:{port_of_tablets}/judge/"' in text
    assert {ending: answer[1]["content-type"] for ending, answer in files.items()} == {
        "crt": "application/x-x509-ca-cert",
        "cer": "application/x-x509-ca-cert",
        "mobileconfig": "application/x-apple-aspen-config",
    }
    assert (files["crt"][2].decode(), files["cer"][2]) == (pem, der)
    assert [status for status, _, _ in others] == [404, 404, 404, 404]


def test_a_taken_port_of_the_plain_page_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with serving(tmp_path / "one", environment=TLS) as first:
        taken = {**TLS, "JINCHUI_TRUST_PORT": str(first.told["trust_port"])}
        with serving(tmp_path / "two", environment=taken) as second:
            trusted = tmp_path / "two" / "data" / "tls" / "authority.crt"
            assert https(second, "/api/v1/about", trusted)[0] == 200
            assert second.told["trust_port"] == 0
            second.stop()
            assert "trust_port" in second.said()


def test_a_damaged_authority_is_said_in_both_languages(tmp_path: Path) -> None:
    with serving(tmp_path, environment=TLS):
        pass
    (tmp_path / "data" / "tls" / "authority.key").write_text("rust")

    with pytest.raises(AssertionError, match="damaged"), serving(tmp_path, environment=TLS):
        pass

    assert "已损坏" in (tmp_path / "log").read_text(encoding="utf-8")


def test_tablets_use_plain_http_only_where_the_organiser_chose_it(tmp_path: Path) -> None:
    (here,) = lan.facing()[:1] or pytest.skip("missing component: a network")
    everywhere = ("--host", "0.0.0.0")
    quiet = {"JINCHUI_ANNOUNCE": "false"}
    with serving(tmp_path, *everywhere, environment=quiet) as server:
        refused = plain(server.told["port"], "/judge/", host=here)
        own = plain(server.told["port"], "/judge/")
        board = plain(server.told["port"], "/board/", host=here)
        server.stop()
        said = server.said()
    with serving(tmp_path, *everywhere, "--insecure-http", environment=quiet) as server:
        chosen = plain(server.told["port"], "/judge/", host=here)

    assert (refused[0], own[0], board[0], chosen[0]) == (403, 200, 200, 200)
    assert "--tls" in refused[2].decode()
    assert "--insecure-http" in said
