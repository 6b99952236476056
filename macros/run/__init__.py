"""Snippets that run in the page: which ones, on which runtime, and its files."""
