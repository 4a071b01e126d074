"""The JSON API, `/api/v1`, and the figures for Prometheus."""
