"""The plainest ways to say what must come out, for tests to compare with."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from unicodedata import category

from baogao.corpus.layout.layout import segment
from baogao.corpus.text.report import Report
from baogao.language.device_lists import DEVICES, idioms, load_devices, numeric_slogans
from baogao.language.enumeration import enumerations
from baogao.language.lexicon import load_lexicon
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


def leftmost_longest(text, forms, excepted=frozenset()):
    """The cover by the plainest loop there is: at each place the longest form, else one step on.

    ``excepted`` are places and forms that do not count there.
    """
    held, position = [], 0
    while position < len(text):
        fitting = [form for form in forms if text.startswith(form, position) and (position, form) not in excepted]
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


@cache
def device_forms(device):
    """Forms that are finds of a device, forms that are none, and the longer strings in which a form is none."""
    lists = load_devices()
    rows = lists.table[lists.table["device"] == device]
    none = set(rows.loc[rows["kind"] == "except", "form"])
    forms = set(rows["form"]) - none
    if device == "four_character":
        return forms | (set(idioms()) - none), set()
    return (set(numeric_slogans()) if device == "numeric_formula" else forms), none


@cache
def longer_strings():
    """In which longer strings each form is none: what its row says, whatever the device, and the lexicon."""
    table = load_devices().table
    longer = {form: set() for form in table["form"]}
    for form, strings in zip(table["form"], table["unless"], strict=True):
        longer[form] |= set(filter(None, strings.split("|")))
    for form in numeric_slogans():
        longer.setdefault(form, set()).update(load_lexicon().unless.get(form, ()))
    return longer


def occurrences(text, forms):
    """Places of forms, but for those that lie in a longer string in which the form is none."""
    sizes = {len(form) for form in forms}
    spans = [(at, at + size) for size in sizes for at in range(len(text) - size + 1) if text[at : at + size] in forms]
    longer = longer_strings()
    return [(s, e) for s, e in spans if not any(holds(text, s, e, each) for each in longer.get(text[s:e], ()))]


def holds(text, start, end, longer):
    places = (match.start() for match in re.finditer(f"(?={re.escape(longer)})", text))
    return any(at <= start and end <= at + len(longer) for at in places)


def device_spans(text, device):
    """Finds of a device in a passage, enumerations aside: what list and rule find and no exception touches."""
    forms, none = device_forms(device)
    found, exceptions = occurrences(text, forms), occurrences(text, none)
    for spans, rule in ((found, device), (exceptions, f"{device}-not")):
        if rule in load_devices().rules:
            spans += [match.span() for match in load_devices().rules[rule].finditer(text)]
    free = [span for span in found if not any(start < span[1] and span[0] < end for start, end in exceptions)]
    spans, behind = [], 0
    for start, end in sorted(free, key=lambda span: (span[0], -span[1])):
        if start >= behind:
            spans.append((start, end))
            behind = end
    return spans


def device_counts(texts, are_running):
    """Finds of each device in each passage of a report, and their characters; enumerations go over passages."""
    running = [text for text, is_running in zip(texts, are_running, strict=True) if is_running]
    markers = [marker for run in enumerations("\n".join(running)) for marker in run]
    ends, counted = 0, []
    for text, is_running in zip(texts, are_running, strict=True):
        own = {device: device_spans(text, device) for device in DEVICES if device != "enumeration"}
        own["enumeration"] = [(s, e) for s, e in markers if is_running and ends <= s < ends + len(text) + 1]
        ends += len(text) + 1 if is_running else 0
        counted.append({device: (len(own[device]), sum(e - s for s, e in own[device])) for device in DEVICES})
    return counted


def words(tokens):
    return [token for token in tokens if re.search(r"[A-Za-z\u3400-\u9fff]", token)]


def bigrams(text):
    pairs = Counter(a + b for a, b in pairwise(text) if is_han(a + b))
    return {pair: pairs[pair] for pair in sorted(pairs) if pairs[pair] > 1}


def mattr(tokens, window=50):
    shares = [len(set(tokens[at : at + window])) / window for at in range(len(tokens) - window + 1)]
    return sum(shares) / len(shares) if shares else math.nan


def mtld(tokens, threshold=0.72):
    """Tokens a factor, forwards and backwards, by the words of McCarthy and Jarvis (2010)."""
    values = []
    for order in (tokens, tokens[::-1]):
        factors, segment_start = 0.0, 0
        for at in range(1, len(order) + 1):
            share = len(set(order[segment_start:at])) / (at - segment_start)
            if share <= threshold:
                factors, segment_start = factors + 1, at
            elif at == len(order):
                factors += (1 - share) / (1 - threshold)
        values.append(len(order) / (factors or 1))
    return sum(values) / 2 if tokens else math.nan


def hdd(tokens, draws=42):
    n = len(tokens)
    absent = (math.comb(n - count, draws) / math.comb(n, draws) for count in Counter(tokens).values())
    return sum(1 - each for each in absent) / draws if n >= draws else math.nan


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
        "mtld": (mtld(tokens), len(tokens)),
        "hdd_42": (hdd(tokens), len(tokens)),
        "four_character_share": (mean(fours), len(fours)),
    }


def extraction(report, forms, cut):
    """The feature tables of one report as rows: passage by passage, token by token."""
    rows = {name: [] for name in ("passages", "hits", "terms", "devices", "ngrams")}
    written, running, running_words, about = [], [], [], []
    matcher = Matcher(forms)
    for passage in segment(report)[0]:
        body, normal = passage.read(report.text), normalise(report.text, passage.blocks)
        hits = matcher.find(normal.text)
        n_chars = sum(not char.isspace() and category(char) != "Cf" for char in body)
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
        written.append(normal.text)
        about.append((passage.passage_id, n_chars, passage.role not in ("heading", "caption")))
        if passage.role not in ("heading", "caption"):
            running.append(normal.text)
            running_words += protected
    for (passage_id, n_chars, _), counted in zip(
        about, device_counts(written, [each[2] for each in about]), strict=True
    ):
        rows["devices"] += [(passage_id, device, *counts, n_chars) for device, counts in counted.items()]
    rows["ngrams"] = [(report.report_id, *counted) for counted in bigrams("\n".join(written)).items()]
    return rows, profile("\n".join(running), running_words)
