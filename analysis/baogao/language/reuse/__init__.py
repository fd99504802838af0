"""Reuse: stretches that passages of different reports share, found by runs of characters and aligned."""
