"""Pieces of pages: pure functions that return Dash components."""
