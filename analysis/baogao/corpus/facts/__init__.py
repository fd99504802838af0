"""What a text says of itself: one module a fact, each a list of finders of which the first hit counts."""
