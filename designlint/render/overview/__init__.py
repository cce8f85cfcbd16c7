"""The findings of a run at a glance: worst first, two or three lines each, and the requirements at the end."""
