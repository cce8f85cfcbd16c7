"""How long requests take: sound bounds, an estimate, and where the time goes."""
