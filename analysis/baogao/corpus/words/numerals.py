"""Numbers in Chinese numerals."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"


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
