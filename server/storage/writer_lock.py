"""One writer for a SQLite ledger: a lock beside its file, gone with the process that held it."""

import sqlite3
from pathlib import Path


class LedgerInUse(Exception):
    """Another process writes to this ledger; the text says so, a line in Chinese and a line in English."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"另一个程序正在写入 {file}，请先停止它。\nanother process is writing to {file}; stop it first."
        )


class WriterLock:
    """
    Held from `take` to `release`, or until the process dies in whatever way.

    SQLite's own file lock on an empty database beside the ledger: it works alike on every system and, unlike a
    file with a process id in it, is never left behind by a kill or a power cut.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def take(cls, file: Path) -> "WriterLock":
        """Become the one writer of `file`, or raise `LedgerInUse`."""
        beside = file.with_name(f"{file.name}.lock")
        connection = sqlite3.connect(beside, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            raise LedgerInUse(file) from error
        return cls(connection)

    def release(self) -> None:
        """Let another process write."""
        self._connection.close()
