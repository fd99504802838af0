"""Tidy tables to figures; alone knows matplotlib and wordcloud; draws, fits nothing."""
