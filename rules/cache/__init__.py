"""Rules about caches and CDNs."""
