"""What makes and ships the study: make, verify, refit, notebooks, numbers, card."""
