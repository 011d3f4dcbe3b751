"""What each type of page shows beside its own fields, as the reader may see it."""
