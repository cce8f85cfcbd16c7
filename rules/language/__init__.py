"""The text of the design itself."""
