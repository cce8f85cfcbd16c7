"""When components and flows fail, as fault trees over what they run on."""
