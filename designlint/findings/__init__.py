"""What becomes of the findings of a design: accepted, identified, shared with others; the codes that no rule has."""
