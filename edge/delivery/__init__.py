"""What leaves the chair: the spool that loses nothing and the publisher that empties it."""
