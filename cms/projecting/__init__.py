"""The parts of a page's projection, one subject a file."""
