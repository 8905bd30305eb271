"""What was seen before a change, by what was in it: two who change one thing do not overwrite each other unseen. Pure."""

from __future__ import annotations

import hashlib
import json

from server.core.refusals import Code, Refusal


def version_of(kept: object) -> str:
    """By content: a restart changes nothing, and a change that was taken back is none."""
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def overtaken(there: object, wanted: object, replaces: str) -> Refusal | None:
    """
    Somebody else's change came between; asked last, with nothing awaited between it and the change.

    Who asks again because no answer came finds what they wanted there already: that is no one else's.

    :param replaces: the version that was seen; "" replaces whatever stands there

    >>> overtaken("theirs", "mine", version_of("seen")).code.value
    'look_changed_meanwhile'
    >>> overtaken("mine", "mine", version_of("seen")), overtaken("seen", "mine", version_of("seen"))
    (None, None)
    """
    if not replaces or version_of(there) in (replaces, version_of(wanted)):
        return None
    return Refusal(Code.LOOK_CHANGED_MEANWHILE)
