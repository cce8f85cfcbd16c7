"""Structure: how the design is divided into components."""
