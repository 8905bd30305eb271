"""The line between a fan-out measurement and its processes: JSON lines over loopback. What is said stands elsewhere."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

PATIENCE_SECONDS = 60
ROOT = Path(__file__).parents[2]


class ChildFailed(Exception):
    """A process of the measurement ended early or does not answer."""


class Child:
    """One process of the measurement, asked and answered a line at a time."""

    def __init__(self, module: str) -> None:
        """Start `module`; it must connect within the patience everyone has here."""
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        }
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.settimeout(PATIENCE_SECONDS)
            port = listening.getsockname()[1]
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, str(port)], env=environment, stdin=subprocess.DEVNULL
            )
            try:
                self._sock, _ = listening.accept()
            except OSError as error:
                self._process.kill()
                self._process.wait()
                raise ChildFailed(f"{module} did not start") from error
        self._module = module
        self._sock.settimeout(PATIENCE_SECONDS)
        self._file = self._sock.makefile("rwb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._file.close()
        self._sock.close()
        try:
            self._process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def tell(self, do: str, **what: Any) -> None:
        """Say something; an answer may be read later."""
        self._file.write(json.dumps({"do": do, **what}).encode() + b"\n")
        self._file.flush()

    def hear(self) -> dict[str, Any]:
        """
        The next answer.

        :raises ChildFailed: there is none
        """
        try:
            line = self._file.readline()
        except OSError as error:
            raise ChildFailed(f"{self._module} does not answer") from error
        if not line:
            raise ChildFailed(f"{self._module} ended early")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def ask(self, do: str, **what: Any) -> dict[str, Any]:
        """Say something and wait for its answer."""
        self.tell(do, **what)
        return self.hear()


def raise_file_limit() -> None:
    """As many open sockets as the system lets this process have."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on Windows, which has no such limit

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def resident_bytes() -> int:
    """Memory this process has now (where only the peak is told: has had at most); 0 where nobody says."""
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    with suppress(ImportError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
