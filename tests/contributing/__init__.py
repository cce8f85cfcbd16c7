"""What a contributor meets: the start of a rule, changelog fragments, public names, pages."""
