"""Names and dates of official prose: days, places, bodies."""
