"""What Rasa loads. The only room that imports rasa; it runs on Python 3.10."""
