"""Measuring the product against its targets and against bare Rasa: `python -m bench`."""
