"""Where replicas run: each with all the failure domains that contain it."""
