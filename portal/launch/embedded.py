"""A real PostgreSQL 18 and a real Valkey 9 for one data folder, from the programs inside two wheels.

Both listen on the loopback only, on ports of their own, with random passwords kept in the folder. Starting what runs
already gives the running one. For development, demonstration and tests; production has servers of its own.
"""

from __future__ import annotations

from portal.launch.postgres import Postgres, start_postgres
from portal.launch.unprivileged import temporary_home
from portal.launch.valkey import Valkey, start_valkey

__all__ = ["LOG_INS", "Postgres", "Valkey", "start_postgres", "start_valkey", "temporary_home", "urls"]

LOG_INS = {
    "DATABASE_URL": "portal_app",
    "DATABASE_OWNER_URL": "portal_owner",
    "DATABASE_WORKER_URL": "portal_worker",
    "DATABASE_BACKUP_URL": "portal_backup",
}


def urls(postgres: Postgres, database: str = "portal") -> dict[str, str]:
    """The variables by which the portal finds its database, one log-in each, and the superuser who provisions it."""
    found = {variable: postgres.url(role, database) for variable, role in LOG_INS.items()}
    return {"DATABASE_ADMIN_URL": postgres.admin_url, **found}
