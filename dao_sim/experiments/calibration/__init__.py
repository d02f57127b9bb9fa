"""What the simulator's numbers are set by: records of what real people did, and the fits to them."""
