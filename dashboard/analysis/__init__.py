"""Figures from what is stored. Pure: what is now, and in which zone, are parameters."""
