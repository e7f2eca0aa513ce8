"""What the portal costs, measured: run by name, never by `make test`."""
