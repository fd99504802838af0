"""Names and dates of official prose, and the rules in tables: days, numerals, places, bodies."""
