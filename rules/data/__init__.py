"""Data: where it is kept, in which jurisdiction, and for how long."""
