"""SARIF as the standard has it, and as GitHub code scanning reads it."""
