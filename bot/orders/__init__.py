"""What was bought and where it is."""
