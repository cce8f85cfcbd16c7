"""What a failure spreads to: retries, control planes, shared parts, changes, health checks."""
