"""How often caches answer, what is behind them when they are empty, and what they do to data."""
