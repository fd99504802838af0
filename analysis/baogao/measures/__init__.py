"""Feature tables to tidy tables, one measure a module; none of them sees text."""
