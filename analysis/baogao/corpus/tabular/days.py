"""Days of a table that say nothing: what programs write where none is known, alone in its decade."""

from __future__ import annotations

from collections.abc import Sequence

SAY_NOTHING = frozenset(("1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01", "9999-12-31"))
DECADE = 3  # characters of a date that name its decade


def empty_days(days: Sequence[str]) -> set[str]:
    """Days of a table that say nothing: those of programs, if no other day of the table is of their decade.

    Examples
    --------
    >>> sorted(empty_days(["1970-01-01", "2021-03-05"])), sorted(empty_days(["1970-01-01", "1971-03-05"]))
    (['1970-01-01'], [])
    """
    decades = {day[:DECADE] for day in days if day not in SAY_NOTHING}
    return {day for day in SAY_NOTHING.intersection(days) if day[:DECADE] not in decades}
