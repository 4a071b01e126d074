"""From the broker into the store: decode, store once, commit, acknowledge, tell the chair how far."""
