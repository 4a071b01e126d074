"""What is kept: the schema, its migrations, and the only SQL of the project's desk."""
