"""A collection to its feature tables; alone knows processes and Parquet."""
