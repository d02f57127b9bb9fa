"""Charts and tables of what was found. Figures are floats here and nowhere else."""
