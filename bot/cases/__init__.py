"""Refund, return, exchange and quality cases, and the account they pay into."""
