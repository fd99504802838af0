"""Names of the segmentation engines; light, so that a command line can list them at once."""

from __future__ import annotations

from typing import Literal, get_args

Engine = Literal["fast", "jieba"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
