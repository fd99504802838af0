"""The explorer: one HTML page in which a collection is searched and looked at."""
