"""What a web page, as parsed, shows and states: its visible lines, its article, its metadata, text elsewhere."""
