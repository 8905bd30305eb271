#!/usr/bin/env python3
"""Starts Jinchui from a fresh copy of the source: makes .venv, installs what the lock names, runs.

  python start.py demo         a rehearsed competition with simulated judges
  python start.py serve        a competition of your own
  python start.py test         every check and test; with arguments: pytest with these arguments
  python start.py WORD ...     any other command of jinchui; --help lists them

Standard library only, and understood by every Python 3, so that an old one gets a plain sentence.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "jinchui-stamp.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUN_LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
OLDEST = (3, 11)
COUNTED = ("Collecting ", "Processing ", "Ignoring ", "Requirement already satisfied")
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input"]


def main(words: list[str]) -> int:
    """Install what the first word needs, then run it."""
    if sys.version_info < OLDEST:
        return complain(
            "Jinchui needs Python {}.{} or newer, and this is Python {}.{}.".format(
                *OLDEST, *sys.version_info
            ),
            "Install a newer one from python.org or your system's packages and start again with it.",
        )
    if not words:
        print(__doc__)
        return 0
    try:
        install(TEST_LOCK if words[0] == "test" else RUN_LOCK)
    except Stop as stop:
        return complain(*stop.args)
    if words[0] == "test":
        os.chdir(ROOT)
        return run([str(PYTHON), "-m", "tools.check", *words[1:]])
    # -P: a folder called "server" where the command was given is not ours.
    return run([str(PYTHON), "-P", "-m", "server", *words])


class Stop(Exception):
    """The installation cannot go on; the sentences say why and what to do."""


def complain(*sentences: str) -> int:
    """Say what is wrong where people look for it, and fail."""
    print("\n" + "\n".join(sentences), file=sys.stderr)
    return 1


def tell(text: str, end: str = "\n") -> None:
    """Say how the installation goes: beside the command's own output, which may be JSON for a program."""
    print(text, end=end, file=sys.stderr, flush=True)


def install(lock: str) -> None:
    """Bring .venv to what the lock says; nothing to do when the stamp says it is."""
    wanted = {name: fingerprint(name) for name in (RUN_LOCK, TEST_LOCK)}
    found = read_stamp()
    if found.get(lock) == wanted[lock] and PYTHON.exists():
        return
    begun = time.monotonic()
    if not usable():
        make_venv()
        found = {}
    tell(f"[2/3] Installing what {lock} names ...")
    install_locked(lock)
    tell("[3/3] Installing Jinchui itself ...")
    # -e: the product runs from this folder. Its build tool came with the lock, so no isolation is needed.
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    # The test lock holds everything that the other one holds, in the same versions.
    done = wanted if lock == TEST_LOCK else {**found, RUN_LOCK: wanted[RUN_LOCK]}
    STAMP.write_text(json.dumps(done), encoding="utf-8")
    tell(f"Ready after {time.monotonic() - begun:.0f} s.\n")


def fingerprint(lock: str) -> str:
    """Changes whenever something changes that the installation was made from, its own place included."""
    files = [ROOT / lock, ROOT / "pyproject.toml", ROOT / "start.py"]
    parts = [str(ROOT).encode(), str(sys.version_info[:2]).encode(), *(file.read_bytes() for file in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read_stamp() -> dict[str, str]:
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def usable() -> bool:
    """Is there a .venv in working order, made for this place and by a Python like this one?"""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return True
    try:
        made_by = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
        answer = subprocess.run(
            [str(PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
        )
    except OSError:
        return False
    return str(VENV) in made_by and answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def make_venv() -> None:
    tell("[1/3] Making .venv, a place of its own for the packages ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    said = (made.stdout + made.stderr).strip()
    if "ensurepip" in said:
        raise Stop(
            "This Python cannot make virtual environments: its ensurepip module is missing.",
            "On Debian and Ubuntu: sudo apt-get install python3-venv, then start again.",
        )
    raise Stop("Python could not make a virtual environment in " + str(VENV) + ":", said)


def install_locked(lock: str) -> None:
    """Install by hash, ready-made packages only; one line of progress instead of pip's hundreds."""
    total = len(re.findall(r"^\S+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    arguments = ["install", "--require-hashes", "--only-binary", ":all:", "--progress-bar", "off"]
    command = [str(PYTHON), *PIP, *arguments, "--requirement", str(ROOT / lock)]
    said = []
    seen = 0
    # The lock is UTF-8, and so is what pip says about it, also where the system's own encoding is another.
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=environment,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            seen += line.startswith(COUNTED)
            show_progress(line.strip(), seen, total)
    if process.returncode != 0:
        raise Stop("".join(said[-40:]), "pip could not install the packages; its last words stand above.")


def show_progress(line: str, seen: int, total: int) -> None:
    """On a terminal one line that changes; in a log a line for every tenth package."""
    terminal = sys.stderr.isatty()
    if line.startswith("Installing collected packages"):
        what, last = "unpacking, which takes a while", True
    elif line.startswith(COUNTED) and (terminal or seen % 10 == 0):
        what, last = re.split(r" \(from |: ", line)[0], not terminal
    else:
        return
    text = f"      {min(seen, total)}/{total}  {what}"
    if terminal:
        width = shutil.get_terminal_size().columns - 1
        text = "\r" + text[:width].ljust(width)
    tell(text, end="\n" if last else "")


def pip(*arguments: str) -> None:
    if subprocess.run([str(PYTHON), *PIP, *arguments], stdout=sys.stderr).returncode != 0:
        raise Stop("pip failed; its last words stand above.")


def run(command: list[str]) -> int:
    """Become the command, so that signals reach it; on Windows wait for it instead."""
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(command[0], command)
    os.environ["PYTHONUTF8"] = "1"
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl+C reached the command as well; let it end in its own way.
                continue


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
