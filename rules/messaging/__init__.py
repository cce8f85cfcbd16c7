"""Rules about queues and streams."""
