"""What a collection holds: its manifest, its texts, what was settled by hand, and duplicates."""
