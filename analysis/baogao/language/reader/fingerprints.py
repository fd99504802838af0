"""Fingerprints of strings and of all stretches of a text: equal stretches have equal 64-bit numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Fingerprints = NDArray[np.uint64]
BASE = 0x9E3779B97F4A7C15  # odd, so that it can be inverted modulo 2**64
LETTERS = slice(65, 91)  # capitals count as small letters


class Rolling(NamedTuple):
    """Sums by which the fingerprint of any stretch of a text is one subtraction and one product."""

    sums: Fingerprints
    powers: Fingerprints

    def of(self, starts: NDArray[np.integer], ends: NDArray[np.integer]) -> Fingerprints:
        """Fingerprints of stretches, ends exclusive."""
        return np.asarray((self.sums[ends] - self.sums[starts]) * self.powers[starts])


def rolling(codes: NDArray[np.integer]) -> Rolling:
    r"""Prepare a text, given by its code points.

    Notes
    -----
    With mixed characters c, the fingerprint of the stretch from s to e is
    :math:`\sum_{j=s}^{e-1} c_j B^{-(j-s)}` modulo 2**64 (Rabin & Karp 1987, IBM J. Res. Dev. 31(2),
    with a modulus of machine words in place of a prime).

    Examples
    --------
    >>> text = rolling(np.array([ord(character) for character in "依法行政，依法治国"]))
    >>> bool(text.of(np.array([0]), np.array([2])) == text.of(np.array([5]), np.array([7])))
    True
    """
    mixed = _mixed(codes)
    powers, inverses = _powers(1 << max(12, len(mixed).bit_length()))
    sums = np.zeros(len(mixed) + 1, np.uint64)
    np.cumsum(mixed * inverses[: len(mixed)], out=sums[1:])
    return Rolling(sums, powers)


def fingerprints(strings: Sequence[str]) -> Fingerprints:
    """Fingerprints of strings.

    Examples
    --------
    >>> first, second = fingerprints(["ＡI", "依法"]), fingerprints(["依法"])
    >>> bool(first[1] == second[0])
    True
    """
    sizes = np.fromiter(map(len, strings), np.int64, len(strings))
    ends = np.cumsum(sizes)
    codes = np.frombuffer("".join(strings).encode("utf-32-le", "surrogatepass"), np.uint32)
    return rolling(codes).of(ends - sizes, ends)


def _mixed(codes: NDArray[np.integer]) -> Fingerprints:
    """Characters spread over 64 bits, capitals as small letters."""
    mixed = codes.astype(np.uint64)
    mixed[(mixed >= LETTERS.start) & (mixed < LETTERS.stop)] += np.uint64(32)
    mixed = (mixed + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(29))


@cache
def _powers(size: int) -> tuple[Fingerprints, Fingerprints]:
    """Powers of the base and of its inverse."""
    inverse = pow(BASE, -1, 1 << 64)
    return _products(BASE, size), _products(inverse, size)


def _products(base: int, size: int) -> Fingerprints:
    factors = np.full(size, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)
