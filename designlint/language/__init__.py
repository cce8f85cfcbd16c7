"""From the text of a design to its model."""
