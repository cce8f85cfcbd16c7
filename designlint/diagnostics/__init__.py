"""What is reported: one shape for every finding, how grave it is, which one it is, the result of a run."""
