"""The questions of commands to designs. A module here loads nothing that an answer from the cache does not
need; the work is done by modules that it imports when there is work."""
