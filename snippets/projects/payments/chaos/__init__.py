"""Kills the service, cuts its connections, and compares the books afterwards."""
