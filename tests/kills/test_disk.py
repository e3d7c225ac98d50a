"""A full disk leaves whole state: a person is asked, readers go on, and starting again works once there is room."""

import os
import pwd
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitoring.launcher import cluster
from tests.kills import proofs
from tests.kills.hits import Hits
from tests.kills.journeys import Office
from tests.kills.watching import until

pytestmark = pytest.mark.xdist_group("kills")

_ROOM = 48 * 2**20
_LEFT = 256 * 1024
_STORED = "sealed.observation"


class SmallDisk:
    """A file system of its own under the table of observations and its index."""

    def __init__(self, office: Office, folder: Path) -> None:
        self._office, self.folder = office, folder

    def _execute(self, *statements: str) -> None:
        instance = self._office.portal.instance
        connection = cluster.connect(instance, instance.database_url("office").rsplit("/", 1)[1])
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        connection.close()

    def pack(self) -> None:
        """Former deliveries leave no room between the rows: whatever is written needs new pages."""
        self._execute(f"VACUUM FULL {_STORED}")

    def move_in(self) -> None:
        self._execute(
            f"CREATE TABLESPACE small LOCATION '{self.folder}'",
            f"ALTER TABLE {_STORED} SET TABLESPACE small",
            f"ALTER INDEX {_STORED}_pkey SET TABLESPACE small",
        )

    def move_out(self) -> None:
        self._execute(
            f"ALTER TABLE {_STORED} SET TABLESPACE pg_default",
            f"ALTER INDEX {_STORED}_pkey SET TABLESPACE pg_default",
            "CHECKPOINT",
            "DROP TABLESPACE small",
        )

    def fill(self) -> None:
        """Leave so little room that no step that writes has enough."""
        free = os.statvfs(self.folder)
        with (self.folder.parent / self.folder.name / "ballast").open("wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, free.f_bavail * free.f_frsize - _LEFT)

    def make_room(self) -> None:
        (self.folder / "ballast").unlink()


@pytest.fixture
def disk(office: Office) -> Iterator[SmallDisk]:
    """Skipped where no file system can be mounted: then nothing here can become full without filling the machine's disk."""
    if os.geteuid() != 0:
        pytest.skip("a small file system is mounted by root only")
    folder = cluster.place(office.portal.instance).data.parent / "small"
    folder.mkdir()
    small = SmallDisk(office, folder)
    small.pack()
    size = int(office.watch.value(f"SELECT pg_total_relation_size('{_STORED}')")) + _ROOM
    user = pwd.getpwnam("postgres")
    options = f"size={size},uid={user.pw_uid},gid={user.pw_gid},mode=700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "small", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode != 0:
        folder.rmdir()
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    try:
        small.move_in()
        yield small
        small.move_out()
    finally:
        _unmount(folder)


def _unmount(folder: Path) -> None:
    """The server may hold files open that it has deleted already: the mount goes now, its memory when they are closed."""
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def test_full_disk_leaves_whole_state_and_starting_again_works_once_there_is_room(
    office: Office, disk: SmallDisk
) -> None:
    before = office.watch.rows("SELECT release_id FROM live_release")
    rows = office.watch.value(f"SELECT count(*) FROM {_STORED}")
    disk.fill()
    period, edition = "2024-Q4", 40_000
    form = office.form(period, edition)
    assert office.supplier.press(form).status_code == 302
    number = office.number(form.file_name)
    until("a person is asked", lambda: office.watch.state(number) == "failed")
    told = office.watch.rows("SELECT attempts, failure FROM sealed.delivery WHERE id = %s", number)
    assert told[0][1] in ("OperationalError", "DiskFull"), told
    assert office.watch.value(f"SELECT count(*) FROM {_STORED}") == rows
    assert office.watch.rows("SELECT release_id FROM live_release") == before
    assert office.supplier.get(f"/deliveries/{number}/").status_code == 200
    assert proofs.findings(office) == []
    disk.make_room()
    assert office.supplier.decide(number, "retry").status_code == 200
    office.follow(number, "candidate", Hits(0, 0))
    office.supplier.explain(number)
    assert office.approver.approve(number).status_code == 200
    office.activated(number, period, edition, Hits(0, 0)).more = ("fail", "retry", "check")
    proofs.nothing_is_half_or_doubled(office)
    proofs.verify_finds_nothing(office)
