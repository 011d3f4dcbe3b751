"""Invented requests and offers for the demonstration."""
