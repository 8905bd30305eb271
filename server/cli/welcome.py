"""What a server says when it has started: addresses, the setup code, what to do next, a QR code. In both languages."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from server.services import lan
from server.services.secrets_kept import shown

if TYPE_CHECKING:
    from server.run import Running
    from server.settings import Settings
    from server.venue import Venue


def addresses(settings: Settings, port: int, local_name: str = "") -> list[str]:
    """The addresses under which other devices reach this server, the likeliest first; its own where there is no network."""
    if settings.address:
        return [settings.address]
    scheme = "https" if settings.secure else "http"
    hosts = lan.hosts() if lan.is_everywhere(settings.host) else [settings.host]
    hosts += [local_name] if local_name else []
    return [f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}" for host in hosts]


def message(running: Running, settings: Settings, *, colour: bool = False) -> str:
    """The start message."""
    found = addresses(settings, running.port, running.venue.local_name)
    base = found[0]
    code = running.parts.sign_ins.setup_code
    lines = [
        "",
        _strong("金锤 · Jinchui  已启动 / is running", colour),
        "",
        f"  控制台  Desk      {base}/desk/",
        f"  裁判    Tablets   {base}/judge/",
        f"  榜      Boards    {base}/board/",
        f"  大屏    Displays  {base}/display/",
        f"  观众    Public    {base}/c/",
        *(f"  也可用  Also      {other}" for other in found[1:4]),
        f"  本机    Here      {running.base}",
        f"  数据    Data      {(settings.database and 'PostgreSQL') or settings.data}",
        "",
        *(_first_steps(base, shown(code), colour) if code else _next_steps(base)),
    ]
    lines += ["", *_transport(running, settings, base, colour)]
    if running.venue.trust_port:
        lines += ["", "  扫码信任  Scan to trust", qr(_plain_page(running.venue, base)), "", "  控制台  Desk"]
    return "\n".join([*lines, "", qr(f"{base}/desk/"), "  Ctrl+C 停止 / stops the server.", ""])


def _transport(running: Running, settings: Settings, base: str, colour: bool) -> list[str]:
    """How tablets get their trust, or what they lack without it."""
    venue = running.venue
    if venue.tls:
        return _trust(venue, base, colour)
    if settings.secure:
        return []
    lines = [
        "  注意：未启用 https。平板断网时不能重新打开页面，屏幕会熄灭，不能用摄像头扫卡，PIN 不能在断网时核对。",
        "  Note: no https. Without network a tablet cannot open the page anew, its screen goes dark, it cannot scan",
        "  cards with its camera, and a PIN cannot be checked.",
    ]
    if not settings.insecure_http:
        lines += [
            "  建议 --tls（见 docs/venue-network.md）；确要使用 http，请加 --insecure-http。",
            "  Better: --tls (see docs/venue-network.md); where it has to be http, say so with --insecure-http.",
        ]
    return lines


def _trust(venue: Venue, base: str, colour: bool) -> list[str]:
    from server.services import authority

    assert venue.tls is not None, "the caller looked"
    certificate = venue.tls.authority.certificate
    pairs = authority.fingerprint(certificate).split(":")
    plain = _plain_page(venue, base)
    lines = [
        f"  信任    Trust     {_strong(plain, colour)}" if venue.trust_port else "",
        f"  证书    Authority {authority.title(certificate)}",
        f"  指纹    SHA-256   {' '.join(pairs[:16])}",
        f"                    {' '.join(pairs[16:])}",
    ]
    if not venue.trust_port:
        lines[0] = (
            "  信任页端口被占用，换一个：--config 中的 trust_port。 The trust page's port is taken: trust_port."
        )
    elif venue.tls.fresh:
        lines += [
            "  这是新的赛场证书：每台平板先打开“信任”页，核对指纹后安装一次。",
            "  A new authority: open the trust page once on every tablet and compare the fingerprint.",
        ]
    left = venue.tls.left_out
    if left.names or left.addresses:
        lines.append(f"  证书不含 Not covered  {' '.join((*left.names, *left.addresses))}")
    return lines


def _plain_page(venue: Venue, base: str) -> str:
    return f"http://{urlsplit(base).hostname}:{venue.trust_port}/"


def qr(text: str) -> str:
    """A QR code out of characters, for any terminal."""
    import segno

    target = io.StringIO()
    segno.make(text, error="m").terminal(out=target, compact=True, border=2)
    plain = target.getvalue()
    return "\n".join("  " + line for line in plain.splitlines())


def _first_steps(base: str, code: str, colour: bool) -> list[str]:
    return [
        "  第一次使用：",
        f"    1. 打开 {base}/desk/（或扫下面的二维码）",
        f"    2. 输入设置码  {_strong(code, colour)}  ，设定组织者姓名和密码",
        "    3. 新建大赛 → 选评分标准 → 导入名单 → 抽签 → 指定裁判并打印裁判卡 → 开放轮次",
        "",
        "  First time:",
        f"    1. Open {base}/desk/ (or scan the code below)",
        f"    2. Type the setup code  {_strong(code, colour)}  and choose a name and a password",
        "    3. New competition, marking scheme, roster, draw, judges and their cards, open the round",
    ]


def _next_steps(base: str) -> list[str]:
    return [
        f"  在 {base}/desk/ 登录。 Sign in at {base}/desk/.",
    ]


def _strong(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
