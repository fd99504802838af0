"""What a page, as parsed, shows: of the web its lines, article, metadata and texts elsewhere; of a PDF its lines."""
