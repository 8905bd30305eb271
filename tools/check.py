"""Every check and test, in numbered phases; all of them run, and the last line says which failed.

With arguments: only pytest, with these arguments. Called by `python start.py test`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools import machine

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SIDE_BY_SIDE = (
    "-n",
    str(min(4, 1 + (os.cpu_count() or 1))),
    "--dist",
    "loadfile",
    "--no-loadscope-reorder",
)
"""
Tests mostly wait (for browsers, servers, disks): one more at a time than there are cores; a file's tests share their
server.

Files go by name, not the longest lists first: those of browsers are few tests and long, and would stand last alone.
"""

Phase = Callable[[], bool]


def call(*command: str) -> bool:
    """Run one command from the project's root; did it succeed?"""
    return subprocess.run(command, cwd=ROOT).returncode == 0


def python(*arguments: str) -> bool:
    return call(sys.executable, *arguments)


class Beside:
    """A command on a core of its own beside the phases before its own; what it says is kept until its turn comes."""

    def __init__(self, *command: str) -> None:
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (closed at its turn)
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=self._said, stderr=subprocess.STDOUT)

    def passed(self) -> bool:
        """Wait for its end and show what it said; did it succeed?"""
        ended = self._process.wait()
        with self._said as said:
            said.seek(0)
            print(said.read().decode(errors="replace"), end="", flush=True)
        return ended == 0


class Checks:
    """The phases, and what they have to say at the end."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def phases(self) -> list[tuple[str, Phase]]:
        """In the order in which they run: the quick ones first, pytest last. The types begin at once."""
        types = Beside(sys.executable, "-m", "mypy")
        return [
            ("what the machine brings", self.machine),
            ("format", lambda: python("-m", "ruff", "format", "--check", ".")),
            ("lint", lambda: python("-m", "ruff", "check", ".")),
            ("import rules", self.imports),
            ("browser code: format, lint, types", self.browser_code),
            ("browser code: tests", self.browser_tests),
            ("types, begun beside the others", types.passed),
            ("tests", lambda: python("-m", "pytest", "--continue-on-collection-errors", *SIDE_BY_SIDE)),
        ]

    def lacks(self, what: str, remedy: str) -> bool:
        """Something is not here: a failure in CI, elsewhere a note at the end."""
        self.notes.append(f"{what} {remedy}")
        print(self.notes[-1], flush=True)
        return not machine.in_ci()

    def machine(self) -> bool:
        """Look for what the tests need and get it where that goes without questions."""
        self.get_missing()
        whole = True
        if machine.find_browser() is None:
            whole &= self.lacks(
                "No Chromium, Chrome or Edge found: browser tests are skipped.",
                "Install one (Debian: sudo apt-get install chromium-headless-shell) or set JINCHUI_BROWSER to its path.",
            )
        if not machine.has_chinese_fonts():
            whole &= self.lacks(
                "No Chinese font found: screenshots show boxes.",
                "Debian: sudo apt-get install fonts-noto-cjk.",
            )
        if machine.find_npm() is None:
            whole &= self.lacks(
                "npm not found: format and types of the browser code are not checked.",
                "Install Node.js 20 or newer with npm.",
            )
        if machine.find_postgres() is None:
            whole &= self.lacks(
                "No PostgreSQL found: the ledger is tested on SQLite and in memory only.",
                "Debian: sudo apt-get install postgresql.",
            )
        if sys.platform == "linux" and shutil.which("certutil") is None:
            whole &= self.lacks(
                "certutil not found: no browser is told to trust the venue's own authority.",
                "Debian: sudo apt-get install libnss3-tools.",
            )
        return whole

    def get_missing(self) -> None:
        """On Debian, with the right to: a browser and fonts anywhere, the rest in CI only."""
        wanted = []
        found = machine.find_browser()
        if found is None or (machine.in_ci() and Path(found).name == "chromium"):
            wanted.append("chromium-headless-shell|chromium")
        if not machine.has_chinese_fonts():
            wanted += ["fontconfig", "fonts-noto-cjk"]
        if machine.in_ci() and machine.find_npm() is None:
            wanted += ["nodejs", "npm"]
        if machine.in_ci() and machine.find_postgres() is None:
            wanted.append("postgresql")
        if machine.in_ci() and shutil.which("certutil") is None:
            wanted.append("libnss3-tools")
        if machine.in_ci() and shutil.which("openssl") is None:
            wanted.append("openssl")
        if wanted:
            machine.apt_install(wanted)

    def imports(self) -> bool:
        linter = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
        assert linter, "import-linter comes with the test lock"
        # One process and no cache: it is quick, and a cache in the tree is one more thing to clean.
        return call(linter, "--no-cache")

    def browser_code(self) -> bool:
        """Biome and tsc, from the packages that package-lock.json names."""
        npm = machine.find_npm()
        if npm is None:
            print("Not checked: npm is missing.", flush=True)
            return not machine.in_ci()
        if not self.node_modules(npm):
            return False
        plain = [] if sys.stdout.isatty() else ["--", "--colors=off"]
        results = [call(npm, "run", "--silent", "check", *plain), call(npm, "run", "--silent", "types")]
        return all(results)

    def node_modules(self, npm: str) -> bool:
        """Bring node_modules/ to what the lock says; nothing to do when its stamp says it is."""
        content = b"".join((ROOT / name).read_bytes() for name in ("package.json", "package-lock.json"))
        stamp = MODULES / ".jinchui-stamp"
        wanted = hashlib.sha256(content).hexdigest()
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return True
        if not call(npm, "ci", "--ignore-scripts", "--loglevel=error"):
            return False
        stamp.write_text(wanted, encoding="utf-8")
        return True

    def browser_tests(self) -> bool:
        """Node's own test runner; the files are named, because older ones do not expand patterns."""
        files = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/browser/**/*.test.mjs"))
        return call(machine.find_node(), "--test", "--test-reporter=dot", *files)


def main(arguments: list[str]) -> int:
    """Run everything, or only pytest when there are arguments for it."""
    if arguments:
        return 0 if python("-m", "pytest", *arguments) else 1
    checks = Checks()
    phases = checks.phases()
    failed = []
    for number, (name, phase) in enumerate(phases, start=1):
        title = f"[{number}/{len(phases)}] {name}"
        print(f"\n{title} ...", flush=True)
        begun = time.monotonic()
        passed = phase()
        print(f"{title}: {'ok' if passed else 'FAILED'}, {time.monotonic() - begun:.1f} s", flush=True)
        if not passed:
            failed.append(name)
    print()
    for note in checks.notes:
        print(f"NOTE: {note}")
    print("Failed: " + "; ".join(failed) if failed else "All checks and tests passed.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
