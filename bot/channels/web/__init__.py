"""The web channel: sockets, visitors, pictures, and the pages that the front serves."""
