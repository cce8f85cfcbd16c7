"""What can be computed from a design: one analysis a file, each a function of `Facts`."""
