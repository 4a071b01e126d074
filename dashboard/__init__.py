"""The desk: ingest, store, analysis and the pages in the browser."""
