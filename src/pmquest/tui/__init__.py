"""The full-screen faces, drawn with Textual. They render values and compute nothing."""
