"""Who may ask for what: people, their rights, log-in, and the table that says it."""
