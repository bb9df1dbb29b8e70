"""The chat and the demo shop in a real browser, against the whole product."""
