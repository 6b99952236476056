"""The promises of a payments service, tried over HTTP."""
