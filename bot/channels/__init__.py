"""How a message comes in and goes out, from whom, and how fast."""
