"""Speed, measured: votes per second through the public API, on any engine and beside a bare loop."""
