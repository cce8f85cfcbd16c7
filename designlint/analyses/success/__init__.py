"""How many runs of a flow succeed: what is up, and what serves their calls."""
