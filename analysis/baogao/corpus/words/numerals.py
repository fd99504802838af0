"""Chinese numerals: numbers written in them, and read from them."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"
VALUES = {digit: number for number, digit in enumerate(DIGITS)} | {"〇": 0, "○": 0}


def chinese_number(number: int) -> str:
    """A number from 1 to 99 in Chinese; others in digits.

    Examples
    --------
    >>> [chinese_number(number) for number in (1, 10, 11, 20, 35, 100)]
    ['一', '十', '十一', '二十', '三十五', '100']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def year_number(year: str) -> int:
    """Number of a year in figures of either width or in Chinese numerals, blanks between them left out.

    Examples
    --------
    >>> year_number("２０２１"), year_number("二〇二一"), year_number("2 0 2 1")
    (2021, 2021, 2021)
    """
    return int("".join(str(VALUES.get(char, char)) for char in year if not char.isspace()))


def numeral(written: str) -> int:
    """Number of a Chinese numeral below 100; an empty one is 0.

    Examples
    --------
    >>> numeral("十四"), numeral("二十"), numeral("三"), numeral(""), numeral("廿八")
    (14, 20, 3, 0, 28)
    """
    written = written.replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = written.rpartition("十")
    return (VALUES.get(tens, 1) * 10 if ten else 0) + (VALUES[ones] if ones else 0)
