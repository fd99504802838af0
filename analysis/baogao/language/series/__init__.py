"""Parallel series (排比): candidates, their marks, a trained scorer, and the best set that does not contradict itself."""
