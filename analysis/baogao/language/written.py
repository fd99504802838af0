"""How a lexicon writes forms: several in a cell, slots that stand for alternatives, and forms in parts."""

from __future__ import annotations

import re
from itertools import product
from math import prod

from baogao.corpus.words.spacing import HAN
from baogao.errors import SettingError
from baogao.language.normal import unify_form

PARTED = re.compile(r"\|(?![^{}]*\})")  # parts forms, but not the alternatives of a slot
SLOT = re.compile(r"\{([^{}]*)\}")
GAP = re.compile("…+")
SHOWN = 3  # alternatives of a slot that a label names
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
IDLE = re.compile(rf"(?<={HAN})\s+(?={HAN})")  # blanks over which forms are found in texts
MOST = 1_000  # forms that one may stand for


def forms_in(cell: str) -> list[str]:
    """Normalised forms that a cell stands for, slots filled in with each of their alternatives.

    Raises
    ------
    ValueError
        If a slot does not close or has fewer than two alternatives, a form in parts lacks one, or a
        form stands for too many.

    Examples
    --------
    >>> forms_in("全面依法治{省|市}|依法治省")
    ['全面依法治省', '全面依法治市', '依法治省']
    """
    if "{" in cell or "}" in cell or "…" in cell:
        return [form for written in PARTED.split(cell) if written for form in _filled(written)]
    return [unify_form(form) for form in cell.split("|") if form]


def readable(written: str) -> str:
    """A form as a label: of each slot some alternatives, parted by strokes.

    Examples
    --------
    >>> readable("全面依法治{省|市|县|区|州}"), readable("“{五|六}个一”工程")
    ('全面依法治省/市/县…', '“五/六个一”工程')
    """
    if "{" not in written:
        return written
    alternatives = (slot.split("|") for slot in SLOT.findall(written))
    shown = ("/".join(each[:SHOWN]) + "…" * (len(each) > SHOWN) for each in alternatives)
    return SLOT.sub(lambda _: next(shown), written)


def _filled(written: str) -> list[str]:
    """Forms that one with slots stands for."""
    texts, slots = SLOT.split(written)[::2], [slot.split("|") for slot in SLOT.findall(written)]
    if re.search("[{}]", "".join(texts)):
        raise ValueError(f"{written!r} has a slot that does not close, or none that opens; write {{省|市|县}}")
    if any(len(slot) < 2 or not all(slot) for slot in slots):
        raise ValueError(f"{written!r} has a slot without two alternatives; write {{省|市|县}}")
    if (number := prod(map(len, slots))) > MOST:
        raise ValueError(f"{written!r} stands for {number:,} forms; {MOST:,} are the most")
    forms = ["".join(map("".join, zip(texts, [*chosen, ""], strict=True))) for chosen in product(*slots)]
    return [_checked(unify_form(form)) for form in forms]


def _checked(form: str) -> str:
    """A form, in parts or not, in which no part is missing."""
    if "…" in form and (not parts_of(form) or max(map(len, parts_of(form))) < 2):
        raise ValueError(f"{form!r}: '…' must stand between two parts, one of them of two characters or more")
    return _with_one_mark(form)


def one_form(form: str) -> str:
    """Normalised form that a user asks for.

    Raises
    ------
    SettingError
        If it has a slot, since what a lexicon writes as one stands for several forms, or … not between two parts; if it
        can stand in no text: it is a page's markup, or holds no character or figure.

    Examples
    --------
    >>> one_form("１９９８年"), one_form("以……为核心的党中央"), one_form("高质量 发展")
    ('1998年', '以…为核心的党中央', '高质量发展')
    """
    if not form.strip():
        raise SettingError("the form is empty; give the words alone: 高质量发展.")
    if TAG.search(form) or not any(char.isalnum() for char in form):
        what = "is the markup of a page" if TAG.search(form) else "holds no character, letter or figure"
        raise SettingError(f"form {form!r:.80}: {what}, and can stand in no text; give the words alone: 高质量发展.")
    form = IDLE.sub("", form)
    if SLOT.search(form):
        several = SLOT.sub(lambda slot: slot[1].split("|")[0], form)
        raise SettingError(f"form {form}: a slot stands for several forms; give one of them, such as {several}.")
    try:
        return _filled(form)[0] if re.search("[{}…]", form) else unify_form(form)
    except ValueError as error:
        raise SettingError(f"form {error}.") from None


def _with_one_mark(form: str) -> str:
    """A form in parts with one … between them, as it is also typed twice."""
    return "…".join(parts_of(form)) or form


def parts_of(form: str) -> list[str]:
    """Parts of a form that has characters between them, in order; none of any other form.

    Examples
    --------
    >>> parts_of("以…为核心的党中央"), parts_of("依法治国"), parts_of("依法治国…")
    (['以', '为核心的党中央'], [], [])
    """
    parts = GAP.split(form)
    return parts if len(parts) > 1 and all(parts) else []
