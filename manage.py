#!/usr/bin/env python3
"""Django's command line; picks the database role ("face") that each command may use."""

import os
import sys

FACES = {
    "portal": {"export", "runserver", "shell", "check"},
    "office": {"deliver", "verify", "audit_release", "load_catalogue", "import_areas", "load_demo"},
}


def face_of(command: str) -> str:
    """The role a command runs as: ``owner`` unless it is one of the portal's or the office's."""
    return next((face for face, commands in FACES.items() if command in commands), "owner")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "monitoring.settings")
    if len(sys.argv) > 1:
        os.environ.setdefault("PORTAL_FACE", face_of(sys.argv[1]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
