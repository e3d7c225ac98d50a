"""``./portal status``: what runs where."""

import http.client
import json

from monitoring.launcher.instance import Instance, without_password
from monitoring.launcher.supervision import Supervisor


def parts(instance: Instance) -> dict[str, str]:
    """What the statistics office's process says about every part; one that does not answer says nothing."""
    host = instance.given.get("ALLOWED_HOSTS", "localhost").split(",")[0].replace("*", "localhost").lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", instance.ports.web + 1, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        found = json.loads(connection.getresponse().read())
    except (OSError, ValueError, http.client.HTTPException):
        return {}
    finally:
        connection.close()
    return {name: word for name, word in found.items() if isinstance(word, str) and name != "face"}


def describe(instance: Instance) -> dict[str, object]:
    """Addresses without passwords, and the processes with state and number."""
    processes = Supervisor(instance).processes()
    return {
        "url": instance.url,
        "office_url": instance.office_url,
        "database": without_password(instance.database_url("portal")),
        "redis": without_password(instance.redis_url),
        "processes": [{"name": row.name, "state": row.state.lower(), "pid": row.pid} for row in processes],
        "parts": parts(instance) if processes else {},
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
    told = found["parts"]
    assert isinstance(told, dict)
    if ill := [f"{name} {word}" for name, word in told.items() if word != "ok"]:
        print(f"{'Not well':<10}{', '.join(ill)}")
    for row in processes:
        print(f"{row.name:<10}{row.state.lower()}{f' (process {row.pid})' if row.pid else ''}")
    print(f"{'Logs':<10}{instance.log}")
