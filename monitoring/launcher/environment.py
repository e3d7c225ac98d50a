"""Makes ``.venv`` from the hashed locks; run by any Python ≥ 3.11 before anything is installed.

``.venv/.complete`` holds what the environment was made of and is written last. An installation that was interrupted
leaves ``.venv/.installing`` and is made again from nothing, because a half-written package looks installed to pip.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
ENVIRONMENT = HOME / ".venv"
COMPLETE = ENVIRONMENT / ".complete"
INSTALLING = ENVIRONMENT / ".installing"
LOCK, TEST_LOCK, NODE_LOCK = (HOME / f"requirements{name}.lock" for name in ("", "-test", "-node"))


def fingerprint(lock: Path) -> str:
    """Lock, interpreter and place: an environment cannot be moved, and a new Python needs other wheels."""
    parts = f"{ENVIRONMENT} {sys.version_info.major}.{sys.version_info.minor}".encode()
    return f"{lock.name} {hashlib.sha256(parts + lock.read_bytes()).hexdigest()}"


def installed() -> set[str]:
    """The fingerprints of the locks that ``.venv`` fulfils."""
    try:
        return set(COMPLETE.read_text().splitlines())
    except OSError:
        return set()


def _works() -> bool:
    """Whether the environment was made here, by the Python that asks, and can run pip."""
    python = ENVIRONMENT / "bin" / "python"
    question = "import pip, sys; print(sys.version_info[:2])"
    try:
        answer = subprocess.run([python, "-I", "-c", question], capture_output=True, text=True, check=False)
        made_here = str(ENVIRONMENT) in (ENVIRONMENT / "bin" / "pip").read_text()
    except OSError:
        return False
    return made_here and answer.stdout.strip() == str(sys.version_info[:2])


def _make() -> None:
    """An environment with nothing but pip; the former one leaves in one step, so that no half of it is taken over."""
    former = HOME / "var" / "environment.old"
    shutil.rmtree(former, ignore_errors=True)
    if ENVIRONMENT.exists():
        former.parent.mkdir(exist_ok=True)
        ENVIRONMENT.rename(former)
    ENVIRONMENT.mkdir()
    INSTALLING.touch()
    venv.create(ENVIRONMENT, with_pip=True)
    shutil.rmtree(former, ignore_errors=True)


def install(locks: list[Path], lock_held: int) -> None:
    """Installs the locks, hash by hash, wheels only; a finished environment is left alone.

    pip holds the lock too: when this process is killed, the next one waits for pip. Raises
    ``subprocess.CalledProcessError`` when pip fails; its message stands on standard error.
    """
    missing = [lock for lock in locks if fingerprint(lock) not in installed()]
    if not missing:
        return
    if INSTALLING.exists() or not _works():
        print("portal: making the Python environment", file=sys.stderr)
        _make()
    INSTALLING.touch()
    print(f"portal: installing {', '.join(lock.name for lock in missing)}", file=sys.stderr)
    command = [str(ENVIRONMENT / "bin" / "python"), "-m", "pip", "install", "-qq", "--require-hashes"]
    command += ["--only-binary", ":all:", "--disable-pip-version-check", "--no-input"]
    for lock in missing:
        command += ["-r", str(lock)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=sys.stderr, pass_fds=[lock_held])
    stamp = ENVIRONMENT / ".complete.new"
    names = {lock.name for lock in missing}
    kept = {line for line in installed() if line.split()[0] not in names}
    stamp.write_text("\n".join(sorted(kept | {fingerprint(lock) for lock in missing})) + "\n")
    stamp.replace(COMPLETE)
    INSTALLING.unlink()


def main(arguments: list[str]) -> int:
    locks = [LOCK, TEST_LOCK] if "--test" in arguments else [LOCK]
    if "--node" in arguments:
        locks.append(NODE_LOCK)
    folder = os.open(HOME, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        install(locks, folder)
    except subprocess.CalledProcessError as error:
        print(f"portal: pip failed (exit status {error.returncode}); its message stands above.", file=sys.stderr)
        return 1
    finally:
        os.close(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
