"""The workshop: a room whose votes decide the road (workshop.md)."""
