"""The smallest change that meets what is violated: what can be turned, how far it goes, what stands."""
