"""`jinchui serve`: settings in, a running server out, and a start message that says what to do next."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from server.run import Running
    from server.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)


def serve(
    data: Annotated[Path | None, typer.Option(help="Data folder; made when it is not there.")] = None,
    config: Annotated[
        Path | None, typer.Option(help="Settings file instead of jinchui.toml in the data folder.")
    ] = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes any free one.")] = None,
    address: Annotated[
        str | None, typer.Option(help="Address that tablets and screens use, with http://.")
    ] = None,
    tls: Annotated[
        bool | None,
        typer.Option("--tls", help="https with a certificate of the venue's own authority, made once."),
    ] = None,
    insecure_http: Annotated[
        bool | None,
        typer.Option("--insecure-http", help="Tablets over plain http, knowing what they then cannot do."),
    ] = None,
    log_format: Annotated[str | None, typer.Option(help="auto, text or json.")] = None,
    ready_file: Annotated[
        Path | None,
        typer.Option(help="Write address, port and setup code here (JSON) once the server answers."),
    ] = None,
) -> None:
    """Run the server: organiser's desk, judges' tablets, boards and the API."""
    from server import logs, settings

    try:
        chosen = settings.load(
            config,
            data=data,
            host=host,
            port=port,
            address=address,
            tls=tls,
            insecure_http=insecure_http,
            log_format=log_format,
        )
    except settings.SettingsWrong as wrong:
        _stop(str(wrong))
    logs.set_up(chosen)
    # What the start makes stays for good: looking through it for garbage again and again is a tenth of its time.
    gc.disable()
    from server import run

    try:
        asyncio.run(run.serve(chosen, lambda running: _ready(running, chosen, ready_file)))
    except OSError as error:
        _stop(
            f"端口 {chosen.port} 无法使用：{error.strerror or error}。换一个端口：--port 8001\n"
            f"Port {chosen.port} cannot be used: {error.strerror or error}. Take another one: --port 8001"
        )
    except run.StartFailed as error:
        zh, _, en = str(error).partition("\n")
        _stop(
            f"服务器未能启动：{zh or '原因见上方日志。'}\n"
            f"The server did not start: {en or zh or 'the log above says why.'}"
        )
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def _stop(sentences: str) -> None:
    print(sentences, file=sys.stderr)
    raise typer.Exit(1)


def _ready(running: Running, settings: Settings, ready_file: Path | None) -> None:
    from server.cli.welcome import addresses, message

    if ready_file:
        told = {
            "base": running.base,
            "port": running.port,
            "pid": os.getpid(),
            "addresses": addresses(settings, running.port, running.venue.local_name),
            "setup_code": running.parts.sign_ins.setup_code,
            "trust_port": running.venue.trust_port,
        }
        half = ready_file.with_suffix(".part")
        half.write_text(json.dumps(told), encoding="utf-8")
        half.replace(ready_file)
    gc.freeze()
    gc.enable()
    print(message(running, settings, colour=sys.stdout.isatty()), flush=True)
