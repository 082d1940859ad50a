"""Debriefs and play records as Markdown, HTML, JSON and CSV, and scenario prose as plain runs."""
