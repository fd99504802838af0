"""Devices of persuasion found in normalised text, by list and by rule, and counted by passage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from baogao.language.device_lists import DEVICES, NOT, Device, DeviceList, load_devices
from baogao.language.enumeration import enumerations
from baogao.language.matching import Places, maximal
from baogao.language.stack import Flags, Numbers, Stack, stack


class Spans(NamedTuple):
    """Stretches of a text in order, none of which overlap."""

    starts: Numbers
    ends: Numbers


class Counts(NamedTuple):
    """Occurrences of a device in each passage, and the characters that they cover."""

    counts: Numbers
    chars: Numbers


NO_SPANS = Spans(np.zeros(0, np.int64), np.zeros(0, np.int64))


def find_devices(text: str, devices: DeviceList | None = None) -> dict[Device, list[tuple[int, int]]]:
    """Find the devices of one report or passage.

    Parameters
    ----------
    text : str
        Normalised text, one block a line.
    devices : DeviceList, optional
        The study's when not given.

    Returns
    -------
    dict of str to list of (int, int)
        Offsets of each occurrence, by device; devices without any are left out.

    Examples
    --------
    >>> find_devices("必须守正创新：一是学“三不”，二是进一步干。")["enumeration"]
    [(7, 9), (15, 17)]
    """
    stacked = stack([text])
    spans = device_spans(stacked, np.zeros(1, np.int64), devices)
    pairs = {name: list(zip(own.starts.tolist(), own.ends.tolist(), strict=True)) for name, own in spans.items()}
    return {name: own for name, own in pairs.items() if own}


def count_devices(stacked: Stack, reports: Numbers, devices: DeviceList | None = None) -> dict[Device, Counts]:
    """Count the devices of each passage; see `device_spans`.

    Returns
    -------
    dict of str to Counts
        Every device in the order of `DEVICES`: occurrences that begin in each passage, and their characters.
    """
    return {
        device: Counts(stacked.counts(own.starts), _chars(stacked, own))
        for device, own in device_spans(stacked, reports, devices).items()
    }


def _chars(stacked: Stack, spans: Spans) -> Numbers:
    lengths = (spans.ends - spans.starts).astype(float)
    chars = np.bincount(stacked.passages[spans.starts], lengths, minlength=len(stacked.starts))
    return chars.astype(np.int64)


def device_spans(stacked: Stack, reports: Numbers, devices: DeviceList | None = None) -> dict[Device, Spans]:
    """Where each device stands.

    Parameters
    ----------
    stacked : Stack
        Passages in order.
    reports : ndarray of int, shape [n_passages]
        Number of the report that each passage belongs to, ascending; -1 for headings and captions, in
        which no enumeration is looked for.
    devices : DeviceList, optional
        The study's when not given.

    Returns
    -------
    dict of str to Spans
        Every device in the order of `DEVICES`. Of what a device's list and its rules find, the
        leftmost-longest cover stands, without what overlaps an exception; those of one device do not
        overlap, those of two may. An enumeration may run over the passages of a report.
    """
    devices = devices or load_devices()
    places = devices.matcher.places(stacked.text)
    spans = {device: _spans(stacked.text, places, devices, device) for device in DEVICES}
    return {**spans, "enumeration": _enumerations(stacked, reports)}


def _spans(text: str, places: Places, devices: DeviceList, device: str) -> Spans:
    listed = _of(places, devices.counted.get(device))
    ruled = _matches(text, devices, device)
    starts, ends = np.concatenate([listed.starts, ruled.starts]), np.concatenate([listed.ends, ruled.ends])
    exceptions = (_of(places, devices.excepted.get(device)), _matches(text, devices, device + NOT))
    for none in exceptions:
        is_free = ~_overlap(starts, ends, none, len(text))
        starts, ends = starts[is_free], ends[is_free]
    order = np.lexsort((-ends, starts))
    starts, ends = starts[order], ends[order]
    nothing = np.zeros(len(starts), np.int64)
    is_maximal = maximal(Places(starts, ends, nothing, nothing.astype(np.bool_)))
    return Spans(starts[is_maximal], ends[is_maximal])


def _of(places: Places, are_wanted: Flags | None) -> Spans:
    """Occurrences of some forms; none of a device without a list."""
    if are_wanted is None:
        return NO_SPANS
    own = places.of(are_wanted)
    return Spans(own.starts, own.ends)


def _matches(text: str, devices: DeviceList, rule: str) -> Spans:
    """Matches of a rule; none of a device without one."""
    if rule not in devices.rules:
        return NO_SPANS
    spans = [match.span() for match in devices.rules[rule].finditer(text)]
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    return Spans(starts, ends)


def _overlap(starts: Numbers, ends: Numbers, others: Spans, size: int) -> Flags:
    """Whether each stretch has a character in common with one of others."""
    edges = np.bincount(others.starts, minlength=size + 1) - np.bincount(others.ends, minlength=size + 1)
    covered = np.concatenate([[0], np.cumsum(np.cumsum(edges[:-1]) > 0)])
    return covered[ends] > covered[starts]


def _enumerations(stacked: Stack, reports: Numbers) -> Spans:
    """Markers of the enumerations of each report, through its running passages."""
    spans: list[tuple[int, int]] = []
    for report in np.unique(reports[reports >= 0]).tolist():
        passages = np.flatnonzero(reports == report)
        own = stack([stacked.texts[passage] for passage in passages])
        shift = stacked.starts[passages] - own.starts
        markers = sorted(marker for run in enumerations(own.text) for marker in run)
        spans += [(start + move, end + move) for start, end in markers for move in [int(shift[own.passages[start]])]]
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    return Spans(starts, ends)
