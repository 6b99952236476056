"""The search: what of the rendered pages it finds, one file a language."""
