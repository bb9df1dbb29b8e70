"""Complaints and recalls."""
