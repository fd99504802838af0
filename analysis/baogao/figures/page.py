"""What a figure is drawn for: the language of its words and the width of the column it stands in."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from baogao.errors import SettingError

Labels = Literal["zh", "en", "both"]
Width = Literal["one", "two"]
Language = Literal["zh", "en"]
INCHES: dict[Width, float] = {"one": 3.4, "two": 7.0}  # of one and of two columns of a journal


class Page(NamedTuple):
    """Language of the words of a figure, and how many columns of a journal it is as wide as.

    ``has_premiers`` says whether axes of years mark premiers' first reports. `baogao.figures.draw.draw` sets it: these
    are events of the centre, and every region's report of the same January is older than the premier's in March.

    Examples
    --------
    >>> Page("en", "one").inches, Page().languages
    (3.4, ('zh', 'en'))
    """

    labels: Labels = "both"
    width: Width = "two"
    has_premiers: bool = True

    @property
    def inches(self) -> float:
        """Width of the figure."""
        return INCHES[self.width]

    @property
    def is_narrow(self) -> bool:
        """Whether the figure stands in one column."""
        return self.width == "one"

    @property
    def languages(self) -> tuple[Language, ...]:
        """Languages of its words, in the order in which they stand."""
        return ("zh", "en") if self.labels == "both" else (self.labels,)

    @property
    def slug(self) -> str:
        """What files and folders of this page are called, such as ``en-one``."""
        return f"{self.labels}-{self.width}"


PAGE = Page()  # of the committed figures
PAGES = [Page(labels, width) for width in get_args(Width) for labels in get_args(Labels)]


def page_of(labels: str | None, width: str | None) -> Page:
    """The page of some labels and width; the committed figures' where they are None.

    Raises
    ------
    SettingError
        If there is no such language or width.

    Examples
    --------
    >>> page_of("en", None)
    Page(labels='en', width='two', has_premiers=True)
    """
    page = Page(labels or PAGE.labels, width or PAGE.width)  # type: ignore[arg-type]
    if page not in PAGES:
        raise SettingError(f"labels={page.labels}, width={page.width}: labels are zh, en or both, width is one or two.")
    return page
