"""What a text is: a report, its decoding, its script, and files that hold many."""
