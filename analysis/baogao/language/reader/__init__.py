"""Slogans that no lexicon holds, found by a trained reader: candidate spans, their marks, two looks and a choice."""
