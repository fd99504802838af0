"""Passages and lexicons to tokens and slogan hits; alone knows normalised text."""
