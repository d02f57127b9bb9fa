"""Conformance suites, for our engines and for other people's. They need pytest, the package does not."""
