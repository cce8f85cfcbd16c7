"""technologies."""
