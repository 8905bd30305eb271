"""The page `docs/ledger.md` says how to check a ledger without us: its program is run on one of ours."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from server.services.replay import export
from server.storage.memory_ledger import MemoryLedger
from tests.support.small import CUP, opened
from tests.support.submitting import open_round, submitting

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


async def test_the_program_on_the_page_checks_a_ledger() -> None:
    [program] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    ledger = MemoryLedger()
    async with submitting(ledger) as submitter:
        await open_round(submitter)
    lines = b"".join([line async for line in export(ledger, CUP)])

    def check(content: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-X", "utf8", "-c", program]
        return subprocess.run(command, input=content, capture_output=True, check=False)

    sound, damaged = check(lines), check(lines.replace(b'"position":5', b'"position":6'))

    assert sound.stdout.split() == [str(len(opened())).encode(), (await ledger.head(CUP)).hash.encode()]
    assert damaged.returncode != 0
