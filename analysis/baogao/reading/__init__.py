"""What a person looks at: lines of text, annotations, doubts, coding sheets."""
