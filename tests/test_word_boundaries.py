"""Short forms that mostly lie across the borders of words: each has been read, or `unless` parts it from them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate

import pandas as pd
import pytest
import rjieba

from baogao.corpus.store.collection import load_reports
from baogao.language.lexicon import load_lexicon
from baogao.language.matching import Matcher
from baogao.language.normal import unify

COLLECTIONS = ["provincial", "work-reports", "congress", "central", "resolutions", "judicial", "headlines"]
SHORT, FEW = 4, 8


@pytest.fixture
def exceptions(study):
    path = study / "corpus" / "lexicons" / "across-words.tsv"
    return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3)


def across_words(text, matcher):
    """Form of each occurrence in a line, and whether it starts or ends inside a word."""
    hits = matcher.find(text)
    if hits:
        borders = [0, *accumulate(len(word) for word in rjieba.cut(text))]
        for hit in hits:
            yield hit.form, any(borders[bisect_right(borders, end) - 1] != end for end in (hit.start, hit.end))


def test_across_words_by_hand():
    matcher = Matcher(["大财政", "依法治国"], {"大财政": ["加大财政"]})
    assert list(across_words("依法治国，扩大财政支出，加大财政投入", matcher)) == [
        ("依法治国", False),
        ("大财政", True),
    ]


@pytest.mark.texts
def test_every_short_form_that_mostly_lies_across_words_has_been_read(exceptions):
    """A trap such as 大财政 in 扩大财政 needs `unless`; where the longer word means the same, the form is listed."""
    lexicon = load_lexicon()
    short = [form for form in lexicon.forms if len(form) <= SHORT]
    matcher = Matcher(short, {form: strings for form, strings in lexicon.unless.items() if len(form) <= SHORT})
    every, across = Counter(), Counter()
    for name in COLLECTIONS:
        for report in load_reports(name):
            for line in unify(report.text).splitlines():
                for form, is_across in across_words(line, matcher):
                    every[form] += 1
                    across[form] += is_across
    unread = {
        form: f"{across[form]} of {count}"
        for form, count in every.items()
        if count >= FEW and 2 * across[form] > count and form not in set(exceptions["form"])
    }
    assert unread == {}


def test_the_exceptions_are_forms_of_the_lexicon_with_a_reason(exceptions):
    assert exceptions.columns.tolist() == ["form", "note"]
    assert not exceptions["form"].duplicated().any()
    assert set(exceptions["form"]) <= set(load_lexicon().forms)
    assert (exceptions["note"] != "").all()
