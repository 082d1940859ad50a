"""The append-only journal of everything that happened; SQLite keeps it."""
