"""Files beside the ledger, named by what is in them: written once, whole, never changed. What they show is not known here."""

from __future__ import annotations

import asyncio
import os
import secrets
from hashlib import sha256
from pathlib import Path

from server.core.ids import CompetitionId, FileHash


class FilesKept:
    """
    One folder per competition, each file under its SHA-256: the same file twice is one.

    A file that is here is here whole: it is written beside its place, flushed, and moved there. What a ledger
    names can be checked against it at any time, and any copy of the folder is a backup.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, competition: CompetitionId, data: bytes) -> FileHash:
        """
        Keep a file; its name. It is on disk when this returns.

        :raises OSError: the disk is full or the folder cannot be written
        """
        return await asyncio.to_thread(self._put, competition, data)

    async def get(self, competition: CompetitionId, name: FileHash) -> bytes | None:
        """A file as it was put; None where it is not here, or is not what its name says any more."""
        return await asyncio.to_thread(self._get, competition, name)

    def has(self, competition: CompetitionId, name: FileHash) -> bool:
        """Whether a file is here."""
        return self._place(competition, name).is_file()

    def _put(self, competition: CompetitionId, data: bytes) -> FileHash:
        name = FileHash(sha256(data).hexdigest())
        place = self._place(competition, name)
        if place.is_file():
            return name
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = place.with_name(f"{name}.{secrets.token_hex(4)}.part")
        try:
            with beside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
        return name

    def _get(self, competition: CompetitionId, name: FileHash) -> bytes | None:
        try:
            data = self._place(competition, name).read_bytes()
        except FileNotFoundError:
            return None
        return data if sha256(data).hexdigest() == name else None

    def _place(self, competition: CompetitionId, name: FileHash) -> Path:
        """Ids hold no dot or slash, and a name that is no hash never comes here."""
        assert len(name) == 64
        assert name.isalnum()
        return self._folder / competition / name[:2] / name
