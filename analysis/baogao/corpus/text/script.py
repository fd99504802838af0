"""The script a text is written in: traditional characters recognised, and made simplified on request."""

from __future__ import annotations

from functools import cache
from operator import ne
from typing import Any

from baogao.errors import CorpusError

ENOUGH = 5  # characters of one script only: a few traditional ones stand in names and quotations of any text
FEW, ONE = 3, 4  # in a simplified text, of those that have one simplified form; of one that may be of a name


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


def strewn_traditional(text: str) -> str:
    """A line on traditional characters that stand here and there in a simplified text; empty if there are none.

    Counted are those that are nothing but the traditional form of one character (OpenCC's ``s2t`` gives them back),
    three at least: 乾, 於 and the like stand in names, too.

    Examples
    --------
    >>> strewn_traditional("为了高質量發展，“楓橋经验”见了成效，实现了发展。")
    'holds traditional characters in a simplified text in 4 places, the first at offset 3: import it --simplified'
    >>> strewn_traditional("张乾於2021年说发展。")
    ''
    """
    if is_traditional(text):
        return ""
    plain = _converter("t2s").convert(text)
    if len(plain) != len(text):
        return ""
    changed = [(offset, char, one) for offset, (char, one) in enumerate(zip(text, plain, strict=True)) if char != one]
    starts = [offset for offset, char, one in changed if _converter("s2t").convert(one) == char]
    if len(starts) < (FEW if len({text[start] for start in starts}) > 1 else ONE):
        return ""
    what = "holds traditional characters in a simplified text"
    return f"{what} in {len(starts):,} places, the first at offset {starts[0]}: import it --simplified"


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
