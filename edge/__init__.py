"""The chair: a daemon for a Raspberry Pi that reads four load cells and understands sitting."""
