"""Complaints, their severity, and recalls."""
