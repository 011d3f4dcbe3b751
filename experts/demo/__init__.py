"""Invented people and organizations for the demonstration."""
