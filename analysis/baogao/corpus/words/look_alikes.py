"""Characters that look like a common one: radicals, as PDFs give them, vertical marks, and the O of a year."""

from __future__ import annotations

import re
import unicodedata

from baogao.corpus.words.rules import rule
from baogao.corpus.words.spacing import FILLERS

# CJK radicals supplement and the ideographs they stand for: Equivalent_Unified_Ideograph of the Unicode Character
# Database, those of the basic plane; Unicode's NFKC knows but two of them.
RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻"
    "⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
IDEOGRAPHS = (
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿"
    "肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# Kangxi radicals and compatibility ideographs, which NFKC knows, by their first and last code.
FOLDED = ((0x2F00, 0x2FD5), (0xF900, 0xFAD9))
# Marks as they stand in vertical lines, and the small ones of Big5: each the mark of a line across the page.
FORMS = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︙︱︲︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄",
        "，、。：；！？〖〗…—–（）〔〕【】《》〈〉“”‘’",
        strict=True,
    )
)
SMALL = dict(zip("﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞﹪", "，、；：？！（）〔〕%", strict=True))
SIMPLIFIED = str.maketrans("戶靑", "户青")  # radicals that NFKC makes a form that simplified text does not write


def _look_alikes() -> dict[str, str]:
    written = [chr(code) for first, last in FOLDED for code in range(first, last + 1)]
    plain = {char: unicodedata.normalize("NFKC", char).translate(SIMPLIFIED) for char in written}
    return (
        FORMS
        | SMALL
        | dict(zip(RADICALS, IDEOGRAPHS, strict=True))
        | {char: one for char, one in plain.items() if one != char}
    )


LOOK_ALIKES = _look_alikes()
PLAIN = LOOK_ALIKES | dict.fromkeys(FILLERS, " ")
LOOK_ALIKE = re.compile(rf"[\u2e80-\u2fd5\uf900-\ufad9\ufe10-\ufe19\ufe31-\ufe44\ufe50-\ufe6a{FILLERS}]")
# Letters and signs that are typed for the figures of a date: 二O二二年, 2O22年l月18日.
TYPED_YEAR, TYPED_DAY = rule("dates", "typed-year"), rule("dates", "typed-day")
ZEROS, ONES = "OoＯｏОоΟο◯⭕⚪°º", "lI|Ⅰ丨"
NUMERALS = dict.fromkeys(f"{ZEROS}0０", "〇")
FIGURES = dict.fromkeys(ZEROS, "0") | dict.fromkeys(ONES, "1")


def without_look_alikes(text: str) -> str:
    r"""The text with the common character in the place of each that only looks like it; offsets stay what they are.

    Letters and signs are figures only in the year or day in which they are typed.

    Examples
    --------
    >>> without_look_alikes("\u2fbc质量发展，\u2ed3期坚持")
    '高质量发展，长期坚持'
    >>> without_look_alikes("二O二二年一月，2O22年l月18日，OK")
    '二〇二二年一月，2022年1月18日，OK'
    """
    if LOOK_ALIKE.search(text):  # hardly ever
        text = LOOK_ALIKE.sub(lambda match: PLAIN.get(match[0], match[0]), text)
    text = TYPED_YEAR.sub(lambda match: "".join([NUMERALS.get(char, char) for char in match[0]]), text)
    return TYPED_DAY.sub(lambda match: "".join([FIGURES.get(char, char) for char in match[0]]), text)
