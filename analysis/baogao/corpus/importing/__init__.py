"""Sources into a collection: read, compared with what is there, and listed."""
