"""How often components and flows work, and what takes them down."""
