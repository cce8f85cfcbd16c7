"""To be moved beside the rules."""
