"""The grammar of the design language, as data."""
