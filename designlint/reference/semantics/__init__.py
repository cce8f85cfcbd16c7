"""What a design means: the texts that decide how it is read, one a topic, with examples that are run."""
