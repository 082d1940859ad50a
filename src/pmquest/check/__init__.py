"""The findings of a file or of a whole folder together."""
