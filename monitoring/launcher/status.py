"""``./portal status``: what runs where."""

import json

from monitoring.launcher.instance import Instance, without_password
from monitoring.launcher.supervision import Supervisor


def describe(instance: Instance) -> dict[str, object]:
    """Addresses without passwords, and the processes with state and number."""
    processes = Supervisor(instance).processes()
    return {
        "url": instance.url,
        "office_url": instance.office_url,
        "database": without_password(instance.database_url("portal")),
        "redis": without_password(instance.redis_url),
        "processes": [{"name": row.name, "state": row.state.lower(), "pid": row.pid} for row in processes],
        "running": bool(processes) and all(row.state == "RUNNING" for row in processes),
        "var": str(instance.var),
    }


def show(instance: Instance, *, as_json: bool) -> None:
    found = describe(instance)
    if as_json:
        print(json.dumps(found))
        return
    processes = Supervisor(instance).processes()
    if not processes:
        print("Nothing is running. Start with: ./portal up")
        return
    for label, key in (("Portal", "url"), ("Office", "office_url"), ("Database", "database"), ("Redis", "redis")):
        print(f"{label:<10}{found[key]}")
    for row in processes:
        print(f"{row.name:<10}{row.state.lower()}{f' (process {row.pid})' if row.pid else ''}")
    print(f"{'Logs':<10}{instance.log}")
