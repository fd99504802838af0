"""Bytes of a file to a decoded string with LF line ends, or one line that says why not."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from baogao.corpus.words.damaged import ENTITIES, LATIN, LINE_END, NUMERIC, PAGE_FED, PRIVATE_AREA, QUOTED
from baogao.corpus.words.rules import rule
from baogao.errors import CorpusError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MIN_COMMON = 0.8
MIN_STATED = 0.65  # the same where the file states its encoding; mojibake of 100 characters has up to 0.6
MIN_CHARS = 4  # Chinese characters of a line: fewer may look like another encoding by chance
GUESSES = ["gb18030", "big5", "utf_16_le", "utf_16_be"]
MENDED = ("gb18030", "big5hkscs")  # encodings that are read with some bytes that they lack, in this order
MOST_LOST, SHARE_LOST = 20, 0.01  # of such bytes, and of the content: with more it is another encoding
EURO = 0x80  # of Windows' own GBK
CODES_READ = "held its Chinese as codes (&#27861;), which were read"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
ALLOWED = "Texts may be UTF-8, UTF-16, GB18030 or Big5; save the file as UTF-8 and try again."


class Decoded(NamedTuple):
    """A decoded text, and what of its bytes could not be taken as it stood, a line each."""

    text: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, where: str, *, stated: str = "") -> str:
    r"""Decode the bytes of a Chinese text; see `decoded`.

    Examples
    --------
    >>> decode("依法行政\r\n".encode("gb18030"), "a.txt")
    '依法行政\n'
    """
    return decoded(content, where, stated=stated).text


def decoded(content: bytes, where: str, *, stated: str = "") -> Decoded:
    r"""Decode the bytes of a Chinese text; untouched save that line ends are LF and a byte order mark is gone.

    A byte order mark decides; else strict UTF-8; else the encoding that the file itself has `stated` (a
    page's ``charset``), if its characters are common ones, since pages lie; else, of GB18030, Big5 and
    UTF-16 in the order that charset-normalizer finds likely, the one whose characters are the most common,
    which four in five of them must be; else GB18030 or Big5 with some bytes that it lacks, which become U+FFFD
    (0x80 the euro sign, as in Windows) and are noted. `CorpusError`, which names the file by `where`, if it is
    empty, binary, no Chinese, or UTF-8 in part only (a tail added in another encoding, a character cut in two):
    it is never read as mojibake.

    Examples
    --------
    >>> decoded("依法行政，执法为民".encode("gb18030") + b"\xff\r\n", "a.txt")
    Decoded(text='依法行政，执法为民\ufffd\n', notes=('1 byte that is no GB18030, at byte 18 (0xFF)',))
    """
    if not content.strip():
        raise CorpusError(f"{where}: the file is empty; put the report's text in it or leave it out.")
    encoding = next((encoding for mark, encoding in BOMS if content.startswith(mark)), "utf-8")
    notes: tuple[str, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise CorpusError(f"{where}: not valid {encoding} at byte {error.start}. {ALLOWED}") from None
        _check_whole(content, error, where)
        text = _tried(content, stated)
        if _commonness(text) < MIN_STATED:
            text, notes = _guessed(content, where)
    text = text.translate(PRIVATE_AREA)
    if "&#" in text and not _characters("IDEOGRAPH").search(text):
        text, n = NUMERIC.subn(lambda code: chr(int(code[1] or code[2], 10 if code[1] else 16)), text)
        notes = (*notes, CODES_READ) if n else notes
    return Decoded(_checked(text, where), (*notes, *_fed(text)))


def _fed(text: str) -> Iterator[str]:
    """A line on pages (form feeds) that end inside a sentence: what stands behind them is read as a new paragraph."""
    if starts := [match.start() for match in PAGE_FED.finditer(text)] if "\f" in text else []:
        places = "1 place" if len(starts) == 1 else f"{len(starts):,} places"
        yield f"pages end inside sentences (form feeds) in {places}, the first at offset {starts[0]}: join them"


def _tried(content: bytes, encoding: str) -> str:
    """The content in an encoding; empty if it is in another, or there is none of this name."""
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        return ""


def _check_whole(content: bytes, error: UnicodeDecodeError, where: str) -> None:
    """Raise `CorpusError` for a file of two encodings, or one that ends inside a character."""
    head = content[: error.start].decode("utf-8")
    if is_in_chinese(head) and error.end == len(content) and "end of data" in error.reason:
        raise CorpusError(f"{where}: is cut off inside its last character, at byte {error.start}; get it whole.")
    # A line in another encoding is Chinese in UTF-8 only by a chance of one in thousands.
    if is_in_chinese(head) or any(is_in_chinese(_tried(line, "utf-8")) for line in content.split(b"\n")):
        raise CorpusError(f"{where}: is UTF-8 in part and something else from byte {error.start} on. {ALLOWED}")


@cache
def _characters(name: str) -> re.Pattern[str]:
    """A class of characters; its table takes a tenth of a second to load, and many commands read no text."""
    return rule("words", name)


def is_in_chinese(text: str) -> bool:
    """Whether a text has Chinese characters, and common ones."""
    return len(_characters("IDEOGRAPH").findall(text)) >= MIN_CHARS and _commonness(text) >= MIN_COMMON


def _guessed(content: bytes, where: str) -> Decoded:
    """Decode by the candidate whose characters are the most common ones; short texts fool the detector alone."""
    from charset_normalizer import from_bytes

    candidates = [match.encoding for match in from_bytes(content, cp_isolation=GUESSES, threshold=0.5)]
    texts = [Decoded(_tried(content, encoding)) for encoding in dict.fromkeys([*candidates, *GUESSES])]
    best = max(texts, key=lambda one: _commonness(one.text))
    if _commonness(best.text) < MIN_COMMON:
        best = max((_mended(content, encoding) for encoding in MENDED), key=lambda one: _commonness(one.text))
    if _commonness(best.text) < MIN_COMMON:
        raise CorpusError(f"{where}: cannot be decoded. {ALLOWED}")
    return best


def _mended(content: bytes, encoding: str) -> Decoded:
    """The content in an encoding that some of its bytes are not; empty if there are too many of these."""
    parts: list[str] = []
    lost: list[int] = []
    rest = 0
    while rest < len(content):
        try:
            parts.append(content[rest:].decode(encoding))
            break
        except UnicodeDecodeError as error:
            place = rest + error.start
            parts += [content[rest:place].decode(encoding), "€" if content[place] == EURO else "\ufffd"]
            lost.append(place)
            rest = place + 1
            if len(lost) > min(MOST_LOST, max(1, SHARE_LOST * len(content))):
                return Decoded("")
    name = encoding.removesuffix("hkscs").upper()
    n = "1 byte that is" if len(lost) == 1 else f"{len(lost)} bytes that are"
    first = ("" if len(lost) == 1 else "the first ") + f"at byte {lost[0]} (0x{content[lost[0]]:02X})" if lost else ""
    return Decoded("".join(parts), (f"{n} no {name}, {first}",) if lost else ())


def _commonness(text: str) -> float:
    """Share of the characters beyond ASCII that are common Chinese ones or marks of Chinese prose."""
    beyond = Counter(char for char in text if char > "\x7f")
    return sum(n for char, n in beyond.items() if is_common(char)) / max(1, beyond.total())


@cache
def is_common(char: str) -> bool:
    """Whether a character is of the first level of GB 2312 or of Big5, which hold the frequent ones, or is a mark."""
    if _characters("PROSE_MARK").fullmatch(char):
        return True
    simplified, traditional = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return 0xB0 <= (simplified or b"\0")[0] <= 0xD7 or 0xA4 <= (traditional or b"\0")[0] <= 0xC6


# Text without Chinese that was Chinese once.
UNREADABLE = {
    LATIN: ", but letters as which Chinese was read in a wrong encoding (mojibake); get the file again.",
    ENTITIES: ", but codes of such (\\u6cd5); name it .json if it is such, or get its text as characters.",
    QUOTED: ", but codes of such (=E6=B3=95, of letters); open it in a mail program and save its text.",
}


def _checked(text: str, where: str) -> str:
    """The text with LF line ends, unless it is binary or not Chinese."""
    controls = [match.start() for match in CONTROL.finditer(text)]
    if "\0" in text or (len(controls) > len(text) / 100 and not is_in_chinese(text)):
        raise CorpusError(f"{where}: holds binary data ({len(controls)} control characters). {ALLOWED}")
    if len(controls) > len(text) / 100:
        first = f"U+{ord(text[controls[0]]):04X} at offset {controls[0]}"
        raise CorpusError(f"{where}: holds {len(controls)} control characters, the first {first}; take them out.")
    if not _characters("IDEOGRAPH").search(text):
        way = next((way for pattern, way in UNREADABLE.items() if pattern.search(text)), "")
        raise CorpusError(f"{where}: holds no Chinese character{way or f'. {ALLOWED}'}")
    return LINE_END.sub("\n", text)


def read_text(path: Path) -> str:
    """Decode the file at ``path``; see `decode`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error}).") from None
    return decode(content, str(path))
