"""Family 12: mail under faults, with a real worker, beat, Valkey and PostgreSQL, and a mail server that misbehaves."""
