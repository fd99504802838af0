"""Areas with an administration of their own that no gazetteer lists: new areas, development zones, the corps."""

from __future__ import annotations

import re

_KIND = r"新区|(?:经济|高新)(?:技术)?(?:产业)?开发区|高新区|经开区|工业园区|自由贸易(?:试验区|港)|自贸(?:试验)?区"
_LETTER = rf"(?:(?!{_KIND}|[建推促加支设关对各全等的和与省市县区级])[\u4e00-\u9fff])"  # of its own name
# Behind the place that it lies in: its own name, if it has one, and its kind.
BEHIND = re.compile(rf"(?P<own>{_LETTER}{{0,4}})(?:{_KIND})|生产建设兵团")
ALONE = re.compile(rf"(?:\d{{4}}年)?(?P<area>(?!全|本){_LETTER}{{2,4}}(?:{_KIND}))")
# New areas that the State Council set up under a name of their own (国家级新区), which no place stands before.
NATIONAL = frozenset(
    f"{name}新区" for name in ("雄安", "西咸", "贵安", "天府", "赣江", "湘江", "滇中", "金普", "西海岸")
)


def area_behind(told: str, start: int, end: int) -> tuple[str, int]:
    """Name of the area that a place from ``start`` to ``end`` is part of the name of, and where it ends; else empty.

    An area with a name of its own is called by that, whatever stands before it.

    Examples
    --------
    >>> area_behind("河北雄安新区", 0, 2), area_behind("兰州新区普法", 0, 2), area_behind("兰州市普法", 0, 3)
    (('雄安新区', 6), ('兰州新区', 4), ('', 3))
    """
    found = BEHIND.match(told, end)
    if not found:
        return "", end
    return told[end if found["own"] else start : found.end()], found.end()


def area_alone(told: str) -> tuple[str, int]:
    """Name of the area that a line begins with, a year aside, and where it begins; else empty.

    Examples
    --------
    >>> area_alone("2021年西咸新区普法工作总结"), area_alone("新区普法")
    (('西咸新区', 5), ('', 0))
    """
    found = ALONE.match(told)
    return (found["area"], found.start("area")) if found else ("", 0)


def is_area(region: str) -> bool:
    """Whether a region is such an area, which has no level of its own in the gazetteer.

    Examples
    --------
    >>> is_area("兰州新区"), is_area("兰州市")
    (True, False)
    """
    return bool(re.search(rf"(?:{_KIND}|生产建设兵团)$", region))
