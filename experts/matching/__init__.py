"""Who fits a request, why, and why not: pure functions over plain data (decision 0110)."""
