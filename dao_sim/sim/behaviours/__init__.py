"""One behaviour per file; each file says which is its `BEHAVIOUR`."""
