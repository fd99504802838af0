"""A collection to its feature tables, and the lookups that need text; alone knows processes and Parquet."""
