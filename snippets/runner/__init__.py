"""Discovers, runs, compares and records snippets."""
