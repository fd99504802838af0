"""Web pages fetched: politely, within limits of time and size, and from no private network."""
