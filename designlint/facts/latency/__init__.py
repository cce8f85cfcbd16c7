"""How long requests take: sound bounds, an estimate, and what makes them slow."""
