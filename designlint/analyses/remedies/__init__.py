"""The smallest change that meets a violated requirement, found by trying changes."""
