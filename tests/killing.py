"""Work that kills its own process the first time, or takes its time: what a run that is cut off looks like."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from baogao.features.shards import extract_shard


def killed_once(reports, names, lexicon_sha256):
    """Extract a shard, but kill this process if no other has been killed yet."""
    mark = Path(os.environ["KILLED_ONCE"])
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return extract_shard(reports, names, lexicon_sha256)
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def slow(reports, names, lexicon_sha256):
    """Extract a shard, not too fast."""
    time.sleep(1)
    return extract_shard(reports, names, lexicon_sha256)
