"""Stands here so that every test can import the helpers beside it, such as `build`."""
