"""Requests and offers: from a wish to an outcome, with a broker in between."""
