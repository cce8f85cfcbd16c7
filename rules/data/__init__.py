"""Data: where it is kept, under which law, and for how long."""
