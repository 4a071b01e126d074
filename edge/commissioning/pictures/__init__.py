"""How the commands look on a terminal: from what is so now to what rich shows, and nothing else."""
