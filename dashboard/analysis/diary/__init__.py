"""The diary: pain from 0 to 10, where, and a note; beside how somebody sat, and never more than beside it."""
