"""The launcher behind ``./portal``: one command from a bare machine to a running portal.

``environment`` makes ``.venv`` and runs before anything is installed (standard library only); everything else runs
inside it. ``instance`` knows one running portal (folder, ports, secrets, environment), ``packages`` asks apt for what
is missing, ``cluster`` and ``broker`` are the private PostgreSQL and Redis, ``supervision`` starts and watches the
processes, ``preparation`` brings database and front end up to date, ``checks`` is ``./portal test``.
"""
