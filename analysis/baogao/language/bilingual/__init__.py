"""What a slogan is called in the official English: words aligned, and the phrase that renders it found."""
