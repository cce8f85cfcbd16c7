"""How far a failure spreads: what a flow depends on, what bounds a load, what retries make of it."""
