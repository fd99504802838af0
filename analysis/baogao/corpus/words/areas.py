"""Areas with an administration of their own that no gazetteer lists: new areas, development zones, the corps."""

from __future__ import annotations

from baogao.corpus.words.rules import rule

BEHIND, ALONE, AREA = rule("areas", "behind"), rule("areas", "alone"), rule("areas", "area")


def area_behind(line: str, start: int, end: int) -> tuple[str, int]:
    """Name of the area that a place from ``start`` to ``end`` is part of the name of, and where it ends; else empty.

    An area with a name of its own is called by that, whatever stands before it.

    Examples
    --------
    >>> area_behind("河北雄安新区", 0, 2), area_behind("兰州新区普法", 0, 2), area_behind("兰州市普法", 0, 3)
    (('雄安新区', 6), ('兰州新区', 4), ('', 3))
    """
    match = BEHIND.match(line, end)
    if not match:
        return "", end
    return line[end if match["own"] else start : match.end()], match.end()


def area_alone(line: str) -> tuple[str, int]:
    """Name of the area that a line begins with, a year aside, and where it begins; else empty.

    Examples
    --------
    >>> area_alone("2021年西咸新区普法工作总结"), area_alone("新区普法")
    (('西咸新区', 5), ('', 0))
    """
    match = ALONE.match(line)
    return (match["area"], match.start("area")) if match else ("", 0)


def is_area(region: str) -> bool:
    """Whether a region is such an area, which has no level of its own in the gazetteer.

    Examples
    --------
    >>> is_area("兰州新区"), is_area("兰州市")
    (True, False)
    """
    return bool(AREA.search(region))
