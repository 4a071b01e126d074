"""Golden files: what the product says to others, word for word. `python -m tests.golden` writes them anew."""
