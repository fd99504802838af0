"""What the lines of a report are: furniture, head, headings, turns, passages."""
