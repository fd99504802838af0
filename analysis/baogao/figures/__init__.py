"""Tidy tables to figures and numbers; alone knows matplotlib, wordcloud and the output paths."""
