"""What becomes of the findings of a design: accepted, told apart, shared with others; the codes that no rule has."""
