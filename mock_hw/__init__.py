"""A chair without a chair: simulated chips, sitters and scenarios, replay of recordings, the demo."""
