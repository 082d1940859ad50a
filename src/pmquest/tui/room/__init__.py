"""The workshop on the facilitator's terminal: the projector, and the private notes."""
