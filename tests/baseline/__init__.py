"""A baseline lets a team with an old design begin today."""
