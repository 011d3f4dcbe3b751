"""The demonstration site: an invented clearing-house of real island states."""
