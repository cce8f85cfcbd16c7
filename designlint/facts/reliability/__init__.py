"""Where replicas run, when components and flows fail, and how often."""
