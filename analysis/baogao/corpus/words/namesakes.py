"""Places of one name: which of them a text means, and how they are told apart."""

from __future__ import annotations

from baogao.corpus.words.places import LEVELS, Place, above, find_places, load_places, short_names


def resolve(name: str, text: str) -> tuple[Place, ...]:
    """Places of the gazetteer that a full name can mean: several when the text leaves it open, none when it lacks it.

    Of a chain of names (南京市鼓楼区) the last counts and the others tell it first; else the bearer is meant
    of which the text names more of city and province than of any other.

    Examples
    --------
    >>> [place.code for place in resolve("朝阳区", "吉林省长春市朝阳区")], len(resolve("朝阳区", "朝阳区普法"))
    (['220104'], 2)
    """
    ends = (place.name for place in find_places(name) if place.end == len(name))
    last = name if name in load_places() else next(ends, "")
    bearers = load_places().get(last, ())
    for words in (name.removesuffix(last), text) if len(bearers) > 1 else ():
        named = [sum(up.short in words for up in above(place)) for place in bearers]
        if named.count(max(named)) == 1:
            return (bearers[named.index(max(named))],)
    return bearers


def told_apart(name: str, *texts: str) -> str:
    """Name of a place with that of the one above it, where several bear the name and a text, the nearest first, tells.

    Examples
    --------
    >>> told_apart("鼓楼区", "徐州市鼓楼区"), told_apart("鼓楼区", "全区普法"), told_apart("青羊区", "成都市青羊区")
    ('徐州市鼓楼区', '鼓楼区', '青羊区')
    """
    if len(load_places().get(name, ())) > 1:
        for meant in (resolve(name, text) for text in texts):
            if len(meant) == 1 and (city := next(above(meant[0]), None)):
                return city.name + name
    return name


def level_of(region: str, text: str = "") -> str:
    """Level of a region as a manifest holds it, also by a short name; empty if the gazetteer or the text leave it open.

    Examples
    --------
    >>> level_of("株洲市"), level_of("四川"), level_of("成都市青羊区"), level_of("澜州市")
    ('city', 'province', 'county', '')
    """
    levels = {place.level for place in resolve(short_names().get(region, region), text)}
    return levels.pop() if len(levels) == 1 else ""


def wide_level(name: str) -> str:
    """Level of a full name: that of its first bearer, else by its last character, else a county's.

    Examples
    --------
    >>> wide_level("成都市"), wide_level("云浔省"), wide_level("望泉")
    ('city', 'province', 'county')
    """
    places = resolve(name, "")
    return places[0].level if places else LEVELS.get(name[-1], "county")
