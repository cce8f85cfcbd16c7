"""What a plugin can give: hooks, rules, formats and importers, and when they are whole."""
