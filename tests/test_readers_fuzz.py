"""Damaged files: whatever is cut, flipped, doubled or spliced, readers give texts or reasons and never raise."""

from __future__ import annotations

import random
import zipfile
from functools import cache
from io import BytesIO

import pytest

import readable
from baogao.corpus.sources import read_bytes

FILES = 200  # of each kind

HOSTILE_MARKUP = [
    b"<div>", b"</p>", b"<table><tr><td>", b"<!--", b"<script>", b"<p style='display:none'>", b"&#x110000;", b"&#0;",
    b"<![CDATA[", b"<frameset>", b"</html>", b"<a href=x>" * 50, b"\xff", b"<br>" * 50, b"<meta charset=utf-7>",
    b"<tr></table></td>", b"<svg><style><p>", b"<textarea>", b"<plaintext>", b"<base href='//x'>", b"<p hidden>",
]  # fmt: skip


@cache
def originals() -> dict[str, bytes]:
    page = readable.page(f'<div class="TRS_Editor">{readable.paragraph_tags()}</div>')
    return {
        "a.txt": readable.BODY.encode("gb18030"),
        "a.html": page.encode(),
        "a.docx": readable.word(),
        "a.pdf": readable.pdf(),
        "a.xlsx": readable.xlsx(),
        "a.csv": readable.csv(),
        "a.jsonl": readable.jsonl(),
        "a.parquet": readable.parquet(),
        "a.zip": readable.packed({"a.txt": readable.BODY.encode(), "b/c.html": page.encode()}),
    }


def flip(content: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 4, 40, 400))):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def cut(content: bytearray, rng: random.Random) -> bytes:
    return bytes(content[: rng.randrange(len(content))])


def drop(content: bytearray, rng: random.Random) -> bytes:
    start = rng.randrange(len(content))
    return bytes(content[:start] + content[start + rng.randrange(1, 2000) :])


def double(content: bytearray, rng: random.Random) -> bytes:
    start, end = sorted(rng.sample(range(len(content)), 2))
    return bytes(content[:end] + content[start:])


def splice(content: bytearray, rng: random.Random) -> bytes:
    other = rng.choice(list(originals().values()))
    return bytes(content[: rng.randrange(len(content))]) + other[rng.randrange(len(other)) :]


def insert(content: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.randrange(1, 30)):
        start = rng.randrange(len(content))
        content[start:start] = rng.choice(HOSTILE_MARKUP)
    return bytes(content)


def inside(content: bytearray, rng: random.Random) -> bytes:
    """Damage to one part of an Office file or archive, packed again."""
    try:
        with zipfile.ZipFile(BytesIO(bytes(content))) as box:
            parts = {name: box.read(name) for name in box.namelist()}
    except zipfile.BadZipFile:
        return flip(content, rng)
    name = rng.choice([part for part in parts if parts[part]])
    parts[name] = rng.choice([flip, cut, drop, double, insert])(bytearray(parts[name]), rng)
    return readable.packed(parts)


def noise(content: bytearray, rng: random.Random) -> bytes:
    return bytes(content[:64]) + rng.randbytes(rng.randrange(4000)) + bytes(content[-64:])


DAMAGES = [flip, cut, drop, double, splice, insert, noise, inside, inside, inside]


@pytest.mark.parametrize("kind", ["csv", "docx", "html", "jsonl", "parquet", "pdf", "txt", "xlsx", "zip"])
def test_a_damaged_file_gives_texts_or_reasons(kind):
    name = f"a.{kind}"
    rng = random.Random(name)
    for number in range(FILES):
        damage = DAMAGES[number % len(DAMAGES)]
        content = damage(bytearray(originals()[name]), rng)
        sources = list(read_bytes(content, name))
        assert sources or name == "a.zip", (damage.__name__, number)  # a damaged archive may have an empty list
        for source in sources:
            assert bool(source.text) != bool(source.reason), (damage.__name__, number)
            assert source.name.startswith(name)
            assert "\n" not in source.reason
            source.text.encode("utf-8")


def test_the_same_damaged_files_under_no_name_are_told_by_their_content():
    rng = random.Random(5)
    for number, (name, content) in enumerate(sorted(originals().items()) * 8):
        damaged = DAMAGES[number % len(DAMAGES)](bytearray(content), rng)
        for source in read_bytes(damaged, "download"):
            assert bool(source.text) != bool(source.reason), name
