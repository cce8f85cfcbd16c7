"""From text to syntax: statements, routes and blocks, before any of it has a meaning."""
