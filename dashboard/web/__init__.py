"""What a browser sees: one guard in front, live streams, a JSON API, and the Dash page."""
