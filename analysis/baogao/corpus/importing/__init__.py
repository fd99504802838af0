"""Sources into a collection: read, told apart from what is there, and listed."""
