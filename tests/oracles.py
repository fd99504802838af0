"""The plainest ways to say what must come out, for tests to compare with."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from baogao.corpus.layout.layout import segment
from baogao.corpus.text.report import Report
from baogao.language.devices import load_devices
from baogao.language.enumeration import enumerations
from baogao.language.matching import Matcher, cover
from baogao.language.normal import normalise
from baogao.language.segmenting import tokenize


def tiles(report):
    """Pieces of passages and removals in order, as (start, end)."""
    passages, removals = segment(report)
    pieces = [piece for passage in passages for block in passage.blocks for piece in block.pieces]
    return sorted(pieces + [(removal.start, removal.end) for removal in removals])


def assert_tiles(text):
    for without_repeats in (False, True):
        position = 0
        for start, end in tiles(Report("a", text, without_repeats=without_repeats)):
            assert start == position
            assert end > start
            position = end
        assert position == len(text)


def leftmost_longest(text, forms):
    """The cover by the plainest loop there is: at each place the longest form, else one step on."""
    held, position = [], 0
    while position < len(text):
        fitting = [form for form in forms if text.startswith(form, position)]
        if fitting:
            longest = max(fitting, key=len)
            held.append((position, position + len(longest)))
            position += len(longest)
        else:
            position += 1
    return held


def is_han(text):
    return all("\u3400" <= char <= "\u9fff" for char in text)


def units(text):
    bare = re.sub(r"[“”‘’「」『』\"']", "", text)
    return [unit for unit in re.split(r"[、，。；：！？…\s]+", bare) if unit]


def is_four(unit):
    return len(unit) == 4 and is_han(unit) and not (unit[0] in "一二三四五六七八九十" and unit[1] in "是要")


def devices(text):
    lists = load_devices()
    idioms = lists.forms("numeric_formula", counted=False)
    found = {"numeric_formula": sum(m[0].strip("“”") not in idioms for m in lists.numeric.finditer(text))}
    found["four_character"] = sum(map(is_four, units(text)))
    for device in ("deontic", "intensity"):
        exceptions = lists.forms(device, counted=False)
        cover = leftmost_longest(text, {*lists.forms(device), *exceptions})
        found[device] = sum(text[start:end] not in exceptions for start, end in cover)
    return {**found, "enumeration": sum(map(len, enumerations(text)))}


def words(tokens):
    return [token for token in tokens if re.search(r"[A-Za-z\u3400-\u9fff]", token)]


def bigrams(text):
    pairs = Counter(a + b for a, b in pairwise(text) if is_han(a + b))
    return {pair: pairs[pair] for pair in sorted(pairs) if pairs[pair] > 1}


def mattr(tokens, window=50):
    shares = [len(set(tokens[at : at + window])) / window for at in range(len(tokens) - window + 1)]
    return sum(shares) / len(shares) if shares else math.nan


def mean(values):
    return sum(values) / len(values) if values else math.nan


def profile(text, tokens):
    """Value, unrounded, and number of each measure of one text."""
    sizes = {
        name: [size for part in re.split(ends, text) if (size := len(re.findall(r"\w", part)))]
        for name, ends in (("clause_chars", r"[，。；：！？…\n]+"), ("sentence_chars", r"[。！？…\n]+"))
    }
    fours = list(map(is_four, units(text)))
    return {
        "clause_chars": (mean(sizes["clause_chars"]), len(sizes["clause_chars"])),
        "sentence_chars": (mean(sizes["sentence_chars"]), len(sizes["sentence_chars"])),
        "mattr_50": (mattr(tokens), max(len(tokens) - 49, 0)),
        "four_character_share": (mean(fours), len(fours)),
    }


def extraction(report, forms, cut):
    """The feature tables of one report as rows: passage by passage, token by token."""
    rows = {name: [] for name in ("passages", "hits", "terms", "devices", "ngrams")}
    written, running, running_words = [], [], []
    matcher = Matcher(forms)
    for passage in segment(report)[0]:
        body, normal = passage.read(report.text), normalise(report.text, passage.blocks)
        hits = matcher.find(normal.text)
        n_chars = sum(not char.isspace() for char in body)
        plain = words(tokenize(normal.text, [], cut))
        protected = words(tokenize(normal.text, cover(hits), cut))
        sentences = [part for part in re.split("[。！？!?…]", body) if part.strip(" \n\u3000”’）)")]
        rows["passages"].append(
            (passage.passage_id, report.report_id, passage.start, passage.end, passage.section, passage.role)
            + (n_chars, len(protected), len(sentences))
        )
        rows["hits"] += [
            (passage.passage_id, forms[hit.form], *normal.span(hit.start, hit.end), hit.form, hit.maximal)
            for hit in hits
        ]
        for policy, tokens in (("plain", plain), ("protected", protected)):
            rows["terms"] += [(passage.passage_id, policy, *counted) for counted in sorted(Counter(tokens).items())]
        rows["devices"] += [(passage.passage_id, *counted, n_chars) for counted in devices(normal.text).items()]
        written.append(normal.text)
        if passage.role not in ("heading", "caption"):
            running.append(normal.text)
            running_words += protected
    rows["ngrams"] = [(report.report_id, *counted) for counted in bigrams("\n".join(written)).items()]
    return rows, profile("\n".join(running), running_words)
