"""An OpenAI-compatible gateway in front of several model providers."""
