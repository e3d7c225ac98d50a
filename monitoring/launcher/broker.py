"""The private Redis of an instance: a message only wakes, so nothing is kept on disk."""

import redis

from monitoring.launcher.files import write_whole
from monitoring.launcher.instance import Instance
from monitoring.launcher.output import Refused
from monitoring.launcher.packages import redis_program

#: What the broker is told wherever it runs.
EVERYWHERE = {"save": '""', "appendonly": "no", "maxmemory-policy": "noeviction"}


def configure(instance: Instance) -> list[str]:
    """Writes the configuration and returns the server's command line.

    ``redis-tools`` carries the server as ``redis-check-rdb``, which acts by the name it is called by.
    """
    program = redis_program()
    if program is None:
        raise Refused("Redis is missing: install redis-tools and start again")
    called = instance.run / "redis-server"
    instance.run.mkdir(parents=True, exist_ok=True)
    draft = called.with_name("redis-server.new")
    draft.unlink(missing_ok=True)
    draft.symlink_to(program)
    draft.replace(called)
    lines = {
        "bind": "127.0.0.1",
        "port": str(instance.ports.redis),
        "requirepass": instance.secrets["REDIS_PASSWORD"],
        "daemonize": "no",
        **EVERYWHERE,
        # Its processes are found again by their environment, which a changed title overwrites.
        "set-proc-title": "no",
    }
    path = instance.run / "redis.conf"
    write_whole(path, "".join(f"{key} {value}\n" for key, value in lines.items()))
    return [str(called), str(path)]


def answers(instance: Instance) -> bool:
    """Whether the instance's Redis answers a ping."""
    client = redis.Redis.from_url(instance.redis_url, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()
