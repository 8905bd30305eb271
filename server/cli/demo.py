"""`jinchui demo`: a whole rehearsed competition with simulated judges; prints where to look and who to be."""

from __future__ import annotations

import asyncio
import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn
from urllib.parse import quote

import typer

from server.cli.ledger_files import stop

if TYPE_CHECKING:
    from server.rehearsal.demo import Opened


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    port: Annotated[int, typer.Option(help="Port to listen on; when it is taken, any free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="Address to listen on; 127.0.0.1 keeps everyone else out.")
    ] = "0.0.0.0",
    minutes: Annotated[float, typer.Option(help="How long the judging lasts.")] = 6.0,
    seed: Annotated[str, typer.Option(help="Names, draws and marks follow from it.")] = "2026",
    data: Annotated[
        Path | None,
        typer.Option(
            help="An empty folder to keep the data in; the password that is printed opens it later. Else thrown away."
        ),
    ] = None,
    headless: Annotated[
        bool, typer.Option(help="No address on the network; ends by itself with a report.")
    ] = False,
    seconds: Annotated[float, typer.Option(help="With --headless: how long it may take.")] = 30.0,
    json_: Annotated[
        bool, typer.Option("--json", help="With --headless: the report as one JSON object.")
    ] = False,
) -> None:
    """Play a whole competition: three events, 36 entries, simulated judges, boards moving within seconds."""
    if data and any(data.glob("*.sqlite")):
        _stop_used(data)
    _quiet_logs()
    try:
        if headless:
            _headless(data, seed, seconds, as_json=json_)
        else:
            print("金锤 · 演示大赛准备中……  Setting up the demo competition ...", flush=True)
            _play(data, port, host, seed, minutes)
    except KeyboardInterrupt:
        print()


def _stop_used(data: Path) -> NoReturn:
    """Where a folder has data, a demo would have judges whose cards and an organiser whose password nobody has."""
    stop(
        f"{data} 里已有数据，演示需要空文件夹。\n"
        f"  查看里面的大赛：  serve --data {data}\n"
        f"  不知道密码时：    password --data {data}  （生成新密码并显示）",
        f"There are data in {data}; a demo needs an empty folder.\n"
        f"  To look at what is in it:     serve --data {data}\n"
        f"  Where its password is lost:   password --data {data}  (makes a new one and prints it)",
    )


def _quiet_logs() -> None:
    from server import logs
    from server.settings import load

    logs.set_up(load(None, log_level="warning"))


def _play(data: Path | None, port: int, host: str, seed: str, minutes: float) -> None:
    from server.rehearsal.demo import play

    def say(line: str) -> None:
        print(f"  · {line}", flush=True)

    try:
        asyncio.run(play(data, port, host, seed, minutes, _show, say))
    except OSError as error:
        if error.errno != errno.EADDRINUSE or port == 0:
            raise
        print(f"  端口 {port} 已被占用，另选一个。 Port {port} is taken, choosing another one.")
        asyncio.run(play(data, 0, host, seed, minutes, _show, say))


def _show(opened: Opened) -> None:
    """Where to look and who to be; QR codes for the three faces."""
    from server.cli.welcome import addresses, qr
    from server.rehearsal.day import COMPETITION, EVENTS, round_id

    base = addresses(opened.settings, opened.port)[0]
    seat = opened.day.guest_seat()
    tablet = f"{base}/judge/#card={quote(seat.card)}"
    boards = [f"{base}/board/{COMPETITION}/{round_id(event)}" for event, _ in EVENTS]
    lines = [
        "",
        "金锤 · 演示大赛正在进行  The demo competition is running",
        "",
        "  榜    Boards   焊接 welding     " + boards[0],
        "                 叉车 forklift    " + boards[1],
        "                 加工中心 CNC     " + boards[2],
        f"  大屏  Display  {base}/display/",
        f"  裁判  Tablet   {tablet}",
        f"                 接手 {seat.name} 的席位：卡号 {seat.code}，PIN {seat.pin}",
        f"                 take over {seat.name}'s seat by hand: card number {seat.code}, PIN {seat.pin}",
        f"  控制台 Desk    {base}/desk/   用户 name: demo   密码 password: {opened.password}",
        f"  本机  Here     {opened.base}/",
        "",
        "  扫码看榜  Scan for the board",
        qr(boards[0]),
        f"  扫码当裁判（PIN {seat.pin}）  Scan to judge (PIN {seat.pin})",
        qr(tablet),
        "  扫码进控制台  Scan for the desk",
        qr(f"{base}/desk/"),
        "  Ctrl+C 停止 / stops the demo.",
        "",
    ]
    print("\n".join(lines), flush=True)


def _headless(data: Path | None, seed: str, seconds: float, *, as_json: bool) -> None:
    from server.rehearsal.demo import headless

    report = asyncio.run(
        headless(data, seed, seconds, lambda line: None if as_json else print(f"  · {line}"))
    )
    if as_json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(f"facts {report['facts']}   frames {report['frames']}   seconds {report['seconds']}")
        print(f"complete {report['complete']}   standings {report['hash']}")
    if not report["facts"]:
        raise typer.Exit(1)
