"""The game as lines of text and a prompt: for screen readers, scripts and slow lines."""
