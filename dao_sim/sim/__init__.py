"""The simulation: people in cohorts who see, draw and decide, and the epochs in which they do."""
