"""What a server says when it has started: addresses, the setup code, what to do next, a QR code. In both languages."""

from __future__ import annotations

import io
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from server.services.secrets_kept import shown

if TYPE_CHECKING:
    from server.run import Running
    from server.settings import Settings


def addresses(settings: Settings, port: int) -> list[str]:
    """The addresses under which other devices reach this server, the likeliest first; its own where there is no network."""
    if settings.address:
        return [settings.address]
    scheme = "https" if settings.secure else "http"
    hosts = [settings.host] if settings.host not in ("", "0.0.0.0", "::") else lan_hosts()
    return [f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}" for host in hosts]


def lan_hosts() -> list[str]:
    """This machine's addresses in its networks; nothing is sent to find them."""
    found: list[str] = []
    # A datagram socket that "connects" only asks the routing table. TEST-NET-1 answers nobody.
    for probe in ("192.0.2.1", "10.255.255.254", "192.168.255.254", "172.31.255.254"):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            try:
                asked.connect((probe, 9))
                found.append(str(asked.getsockname()[0]))
            except OSError:
                continue
    with suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)]
    real = [host for host in dict.fromkeys(found) if not host.startswith("127.") and host != "0.0.0.0"]
    return real or ["127.0.0.1"]


def message(running: Running, settings: Settings, *, colour: bool = False) -> str:
    """The start message."""
    found = addresses(settings, running.port)
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
        *(f"  也可用  Also      {other}" for other in found[1:3]),
        f"  本机    Here      {running.base}",
        f"  数据    Data      {(settings.database and 'PostgreSQL') or settings.data}",
        "",
        *(_first_steps(base, shown(code), colour) if code else _next_steps(base)),
    ]
    if not settings.secure:
        lines += [
            "",
            "  注意：未启用 https。平板断网时不能重新打开页面，也不能用摄像头扫卡（可输入卡号）。",
            "  Note: no https. Without network a tablet cannot open the page anew, and cannot scan cards with its",
            "  camera (card numbers can be typed). See certificate and private_key in docs/settings.md.",
        ]
    return "\n".join([*lines, "", qr(f"{base}/desk/"), "  Ctrl+C 停止 / stops the server.", ""])


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
