"""Pure functions from tables to figures. Imports nothing of dao-sim but `units` and `errors`."""
