"""Calibration: parameters of the simulator's models, fitted to what is recorded elsewhere."""
