"""Files to reports with their layout and facts, and the collections that hold them; seven sub-rooms."""
