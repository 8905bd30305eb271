"""A screen that follows one board as docs/protocol.md tells a stranger to."""

from __future__ import annotations

import json
from typing import Any

from scoreboard.lane_wire import texts
from scoreboard.merge_patch import apply


class Screen:
    """Holds what a client holds: state and number. Complains about a gap, as that would ask for a resync."""

    def __init__(self, *frames: bytes) -> None:
        self.state: dict[str, Any] = {}
        self.number = -1
        for frame in frames:
            self.take(frame)

    def take(self, data: bytes) -> None:
        """Everything in ready frames, in order."""
        for text in texts(data):
            self.receive(json.loads(text))

    def receive(self, message: dict[str, Any]) -> None:
        """One message."""
        match message["type"]:
            case "snapshot" if message["number"] >= self.number:
                self.state, self.number = message["state"], message["number"]
            case "patch" if message["number"] > self.number:
                assert message["after"] <= self.number, "a gap"
                self.state, self.number = apply(self.state, message["patch"]), message["number"]
            case "heartbeat":
                assert message["changed"] <= self.number, "a gap"
                self.number = max(self.number, message["number"])
