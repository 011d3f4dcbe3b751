"""What can be done with people and organizations, one subject a file."""
