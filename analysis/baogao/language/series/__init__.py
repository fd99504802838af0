"""Parallel series (排比): candidates, what is known of them, a trained scorer, and the best set of them."""
