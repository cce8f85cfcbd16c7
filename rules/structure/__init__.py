"""Structure: how the parts are cut."""
