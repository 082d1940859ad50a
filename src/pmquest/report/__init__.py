"""Debriefs, play records, scripts and maps as documents and data; scenario prose as plain runs."""
