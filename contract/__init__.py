"""What the chair and the desk say to each other: messages, topics, codec, connection, recordings."""
