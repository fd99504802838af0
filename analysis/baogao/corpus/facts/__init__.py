"""What a text says of itself: title, date, issuer, place and kind, with evidence."""
