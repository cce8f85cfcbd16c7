"""Two states of designs side by side: what of each is known, and what has changed."""
