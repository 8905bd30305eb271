"""`jinchui serve` as an operator meets it: an empty folder, a message that says what to do next, a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WAIT_SECONDS = 60


@dataclass
class Serving:
    """A server in a process of its own."""

    process: subprocess.Popen[bytes]
    told: dict[str, Any]
    folder: Path

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.told["base"] + path, timeout=10) as answer:
            return json.load(answer)

    def stop(self) -> float:
        """Ask it to stop; seconds until it did."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(WAIT_SECONDS)
        return time.monotonic() - begun

    def said(self) -> str:
        return (self.folder / "said").read_text(encoding="utf-8")

    def logged(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")


@contextmanager
def serving(folder: Path, *options: str, environment: dict[str, str] | None = None) -> Iterator[Serving]:
    """A server on a free port, once it answers."""
    ready = folder / "ready.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "server", "serve", "--data", str(folder / "data"), "--port", "0"]
    command += ["--host", "127.0.0.1", "--ready-file", str(ready), *options]
    with open(folder / "said", "wb") as said, open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=said, stderr=log, env={**os.environ, **(environment or {})}
        )
        try:
            begun = time.monotonic()
            while not ready.exists():
                assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
                assert time.monotonic() - begun < WAIT_SECONDS
                time.sleep(0.02)
            yield Serving(process, json.loads(ready.read_text(encoding="utf-8")), folder)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def test_an_empty_folder_starts_and_says_what_to_do_next(tmp_path: Path) -> None:
    with serving(tmp_path, "--address", "http://192.168.7.7:8000") as server:
        about = server.get("/api/v1/about")
        seconds = server.stop()

        code = server.told["setup_code"]
        said = server.said()
        assert about["setup_needed"] is True
        assert f"{code[:4]}-{code[4:]}" in said
        for address in ("/desk/", "/judge/", "/board/", "/display/", "/c/"):
            assert f"http://192.168.7.7:8000{address}" in said
        assert "第一次使用" in said
        assert "First time" in said
        assert "█" in said
        assert "\x1b" not in said
        assert seconds < WAIT_SECONDS / 4, "nobody is waited for who is not there"
        assert server.process.returncode in (0, -signal.SIGTERM)


def test_logs_are_json_where_nobody_watches_and_hold_no_secret(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        body = {"code": server.told["setup_code"], "name": "王", "password": "a-very-secret-word"}
        request = urllib.request.Request(
            server.told["base"] + "/api/v1/setup?lang=en",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            cookie = answer.headers["Set-Cookie"].split("=")[1].split(";")[0]
        server.stop()

        lines = [json.loads(line) for line in server.logged().splitlines()]
        setup = next(line for line in lines if line.get("path") == "/api/v1/setup")
        assert (setup["method"], setup["status"], setup["level"]) == ("POST", 200, "info")
        assert set(setup) >= {"request", "ms", "timestamp", "address"}
        for secret in ("a-very-secret-word", cookie, body["code"]):
            assert secret not in server.logged()


def test_it_goes_on_where_it_was_after_it_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        epoch, code = first.get("/api/v1/about")["epoch"], first.told["setup_code"]
        first.process.kill()
    with serving(tmp_path) as second:
        assert second.get("/api/v1/about")["epoch"] == epoch
        assert second.told["setup_code"] == code


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "70000"], "port"),
        (["--config", "nowhere.toml"], "no such file"),
        (["--address", "hall"], "http://"),
    ],
)
def test_a_wrong_setting_ends_with_a_sentence(tmp_path: Path, options: list[str], said: str) -> None:
    command = [sys.executable, "-m", "server", "serve", "--data", str(tmp_path), *options]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=WAIT_SECONDS)

    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_and_a_folder_in_use_are_said_in_both_languages(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "server", "serve", "--data", str(tmp_path), "--host", "127.0.0.1"]

        done = subprocess.run(
            [*command, "--port", port], cwd=ROOT, capture_output=True, text=True, timeout=WAIT_SECONDS
        )

    assert done.returncode == 1
    assert f"Port {port} cannot be used" in done.stderr
    assert f"端口 {port} 无法使用" in done.stderr
    with serving(tmp_path) as server:
        folder = str(server.folder / "data")
        second = subprocess.run(
            [sys.executable, "-m", "server", "serve", "--data", folder, "--port", "0"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
        )
        assert second.returncode == 1
        assert "The server did not start" in second.stderr
