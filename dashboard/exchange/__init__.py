"""The forms in which a chair's data leaves the desk and comes back: CSV, JSON lines, Parquet, and a zip of them."""
