"""The front door: an open collection, and the verbs that take it first and give a table back."""
