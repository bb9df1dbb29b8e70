"""Who speaks in a conversation, and what was said."""
