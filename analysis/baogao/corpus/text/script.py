"""The script a text is written in: traditional characters recognised, and made simplified on request."""

from __future__ import annotations

from functools import cache
from operator import ne
from typing import Any

from baogao.errors import CorpusError

ENOUGH = 5  # characters of one script only: a few traditional ones stand in names and quotations of any text


@cache
def _converter(direction: str) -> Any:
    from opencc import OpenCC

    return OpenCC(direction)


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters.

    So it is if at least five of its characters are traditional only (OpenCC's ``t2s`` changes
    them) and they outnumber those that are simplified only (``s2t``).

    Examples
    --------
    >>> is_traditional("現在，我報告全縣普法工作，請予審議。"), is_traditional("现在，我报告全县普法工作，请予审议。")
    (True, False)
    """
    traditional = _changed(text, "t2s")
    return traditional >= ENOUGH and traditional > _changed(text, "s2t")


def _changed(text: str, direction: str) -> int:
    return sum(map(ne, text, _converter(direction).convert(text)))


def to_simplified(text: str) -> str:
    """Simplified form of a text, character for character, so that offsets stay what they are.

    By OpenCC's ``t2s``: characters and set phrases, no words of the mainland for those of Taiwan or Hong Kong
    (``電腦`` becomes ``电脑``, not ``计算机``). `CorpusError` if OpenCC gives a text of another length.

    Examples
    --------
    >>> to_simplified("依法治國，乾淨擔當")
    '依法治国，干净担当'
    """
    converted: str = _converter("t2s").convert(text)
    if len(converted) != len(text):
        raise CorpusError(
            f"the simplified text has {len(converted)} characters for {len(text)}; import it without `simplified`."
        )
    return converted
