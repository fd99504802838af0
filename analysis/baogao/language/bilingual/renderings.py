"""The English phrase that renders each slogan of aligned sentences; none where nothing is sure enough."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np

from baogao.language.bilingual.align import Ids, posteriors
from baogao.language.bilingual.english import Word, english_words, stem
from baogao.language.bilingual.phrases import Aligned, Phrase, phrases
from baogao.language.lexicon import Lexicon
from baogao.language.normal import unify
from baogao.language.segmenting import Cut, tokenize

SURE = 0.6  # least score of a rendering that is given
LEAST_ALONE = 0.35  # least score without regard to other sentences
AGREED = 0.15  # weight of other sentences that render the slogan alike
NEARLY = 0.05  # a phrase this near to a sentence's best is one that the sentence is for
VOTES_FROM = 0.45
GLOSS_WEIGHT = 0.5  # of a gloss of the lexicon, a pair of sentences like others


class Slogan(NamedTuple):
    """A slogan in a Chinese sentence: the words that it takes."""

    slogan_id: str
    first: int
    end: int


class Rendering(NamedTuple):
    """A slogan in one pair of sentences and its English; empty if none is sure enough."""

    pair: int
    slogan_id: str
    text: str
    score: float


class Texts(NamedTuple):
    """English sentences, and the words that stand somewhere in small letters."""

    sentences: list[str]
    lower: frozenset[str]


class Cutter(NamedTuple):
    """What parts a Chinese sentence: a lexicon's slogans first, then words; no word reaches over a slogan's edge."""

    lexicon: Lexicon
    cut: Cut

    def words(self, sentence: str) -> tuple[list[str], list[Slogan]]:
        """Words of a sentence, and the slogans of its leftmost-longest cover."""
        text, words, slogans, position = unify(sentence), list[str](), list[Slogan](), 0
        for hit in self.lexicon.matcher.find(text):
            if hit.maximal and hit.start >= position:
                words += tokenize(text[position : hit.start], (), self.cut)
                first = len(words)
                words += tokenize(text[hit.start : hit.end], (), self.cut)
                slogans.append(Slogan(self.lexicon.forms[hit.form], first, len(words)))
                position = hit.end
        return words + tokenize(text[position:], (), self.cut), slogans


def find_renderings(pairs: Sequence[tuple[str, str]], lexicon: Lexicon, cut: Cut) -> list[Rendering]:
    r"""Find the English rendering of each slogan in each pair of a Chinese and an English sentence.

    Parameters
    ----------
    pairs : sequence of (str, str)
        Sentences that say the same, Chinese and English.
    lexicon : Lexicon
        Its slogans are looked for; its glosses help to align words.
    cut : callable
        Cuts Chinese text into words.

    Returns
    -------
    list of Rendering
        One a slogan that holds a place of the leftmost-longest cover, by pair and place. Slogans nested in
        longer ones have none: the longer one's rendering is theirs too.

    Notes
    -----
    Words are aligned in both directions (`baogao.language.bilingual.align`); stretches of the English sentence
    are scored (`baogao.language.bilingual.phrases`), and gain by the number *v* of other sentences whose best
    stretch has the same stems: times :math:`1 + 0.15 \ln(1 + v)`. Under a score of 0.6 there is no rendering.
    """
    cutter = Cutter(lexicon, cut)
    read = [cutter.words(chinese) for chinese, _ in pairs]
    aligned = _aligned([words for words, _ in read], [english for _, english in pairs], lexicon, cut)
    glosses = {
        slogan_id: frozenset(stem(word.text) for word in english_words(gloss))
        for slogan_id, gloss in zip(lexicon.table["slogan_id"], lexicon.table["gloss_en"], strict=True)
    }
    places: defaultdict[str, list[tuple[int, Slogan]]] = defaultdict(list)
    for number, (_, slogans) in enumerate(read):
        for slogan in slogans:
            places[slogan.slogan_id].append((number, slogan))
    texts = Texts([english for _, english in pairs], _lower_words(aligned))
    rendered = [_of_slogan(own, aligned, texts, glosses[key]) for key, own in sorted(places.items())]
    return sorted(chain.from_iterable(rendered), key=lambda one: (one.pair, one.slogan_id))


def _lower_words(aligned: Sequence[Aligned]) -> frozenset[str]:
    """Words that stand somewhere in small letters."""
    return frozenset(word.text for pair in aligned for word in pair.english if word.text.islower())


def _aligned(chinese: list[list[str]], english: Sequence[str], lexicon: Lexicon, cut: Cut) -> list[Aligned]:
    """Sentence pairs with their words aligned; the lexicon's slogans and their glosses are aligned with them."""
    words = [english_words(sentence) for sentence in english]
    glosses = lexicon.table[["canonical", "gloss_en"]].itertuples(index=False)
    extra = [(tokenize(unify(form), (), cut), english_words(gloss)) for form, gloss in glosses]
    extra = [(form, gloss) for form, gloss in extra if form and gloss]
    sources = _numbered([*chinese, *(form for form, _ in extra)])
    targets = _numbered([[stem(word.text) for word in each] for each in [*words, *(gloss for _, gloss in extra)]])
    weights = [1.0] * len(words) + [GLOSS_WEIGHT] * len(extra)
    of_english = posteriors(sources, targets, weights)
    of_chinese = posteriors(targets, sources, weights)
    return [Aligned(*each) for each in zip(chinese, words, of_english, of_chinese, strict=False)]


def _numbered(sentences: Sequence[Sequence[str]]) -> list[Ids]:
    """Types of the words of sentences, by number."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    return [np.array([numbers[word] for word in words], np.int64) for words in sentences]


def _of_slogan(
    places: Sequence[tuple[int, Slogan]], aligned: Sequence[Aligned], texts: Texts, gloss: frozenset[str]
) -> Iterator[Rendering]:
    """Renderings of one slogan, all its sentences together."""
    found = [phrases(aligned[number], slogan.first, slogan.end, gloss) for number, slogan in places]
    votes = Counter(chain.from_iterable(map(_voted, found)))
    for (number, slogan), own in zip(places, found, strict=True):
        if not own:
            yield Rendering(number, slogan.slogan_id, "", 0.0)
            continue
        ranked = {name: _score(own, name, votes) for name in own}
        name = max(ranked, key=lambda name: (round(ranked[name], 6), name))
        is_sure = ranked[name] >= SURE and own[name].score >= LEAST_ALONE
        sentence, words = texts.sentences[number], aligned[number].english
        text = _text(sentence, words, own[name], texts.lower) if is_sure else ""
        yield Rendering(number, slogan.slogan_id, text, ranked[name])


def _voted(found: Mapping[str, Phrase]) -> list[str]:
    """The phrases that a sentence is for."""
    best = max((phrase.score for phrase in found.values()), default=0)
    return [name for name, phrase in found.items() if phrase.score >= max(best - NEARLY, VOTES_FROM)]


def _score(found: Mapping[str, Phrase], name: str, votes: Mapping[str, int]) -> float:
    others = votes.get(name, 0) - (name in _voted(found))
    return found[name].score * (1 + AGREED * math.log1p(others))


def _text(sentence: str, words: Sequence[Word], phrase: Phrase, lower: frozenset[str]) -> str:
    """A phrase as it is written, but for the capital that only begins a sentence."""
    text = sentence[words[phrase.first].start : words[phrase.end - 1].end]
    begins = not any(word.text[0].isalnum() for word in words[: phrase.first])
    return text[0].lower() + text[1:] if begins and words[phrase.first].text.lower() in lower else text
