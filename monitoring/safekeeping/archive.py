"""The file of a backup: a tar of ``manifest.json`` and ``database.dump``, readable for its owner only."""

import hashlib
import json
import os
import shutil
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO

from monitoring.safekeeping.manifest import Manifest
from monitoring.safekeeping.problems import Refused

_MANIFEST, _DUMP = "manifest.json", "database.dump"


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(dump: Path, manifest: Manifest, output: IO[bytes]) -> Manifest:
    """Write both parts; returns the manifest with the dump's checksum and size."""
    whole = replace(manifest, sha256=_checksum(dump), size=dump.stat().st_size)
    text = json.dumps(whole.document(), ensure_ascii=False, indent=1).encode()
    with tarfile.open(fileobj=output, mode="w|") as tar:
        head = tarfile.TarInfo(_MANIFEST)
        head.size, head.mode = len(text), 0o600
        tar.addfile(head, BytesIO(text))
        tar.add(dump, _DUMP, filter=_anonymous)
    return whole


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def read(source: IO[bytes], folder: Path) -> tuple[Manifest, Path]:
    """Unpack the dump into ``folder`` and check it against the manifest. Raises ``Refused`` where they do not fit."""
    dump = folder / _DUMP
    try:
        with tarfile.open(fileobj=source, mode="r|") as tar:
            manifest = Manifest.of(json.loads(_part(tar, _MANIFEST).read()))
            with os.fdopen(os.open(dump, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as output:
                shutil.copyfileobj(_part(tar, _DUMP), output, 2**20)
    except (tarfile.TarError, ValueError, KeyError, EOFError) as error:
        raise Refused("the file is not a whole backup of this portal.") from error
    if dump.stat().st_size != manifest.size or _checksum(dump) != manifest.sha256:
        raise Refused("the backup is damaged: the dump is not the one that its manifest names.")
    return manifest, dump


def _part(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    info = tar.next()
    found = tar.extractfile(info) if info is not None and info.name == name else None
    if found is None:
        raise KeyError(name)
    return found
