"""What kills the service and cuts its connections, and compares the books afterwards."""
