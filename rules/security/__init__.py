"""Security: what a design shows of it."""
