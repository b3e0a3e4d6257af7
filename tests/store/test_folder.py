"""A database is refused where another program, or another machine, would write in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.store import folder as folders
from klimabesog.store.folder import mount_type, refuse_shared, synced_by
from klimabesog.values.errors import SurroundingsError

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/hjem /home nfs4 rw 0 0
//server/drev /mnt/K\\040drev cifs rw 0 0
anna@server: /home/anna/fjern fuse.sshfs rw 0 0
tmpfs /home/bo tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/data", "ext4"),
        ("/home", "nfs4"),
        ("/home/anna/data", "nfs4"),
        ("/home/anna/fjern/data", "fuse.sshfs"),
        ("/home/bo/data", "tmpfs"),
        ("/homeland", "ext4"),
        ("/mnt/K drev/data", "cifs"),
    ],
)
def test_the_file_system_a_folder_lies_on(tmp_path: Path, place: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert mount_type(Path(place), mounts) == kind
    assert mount_type(Path(place), tmp_path / "findes ikke") is None


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_shared(tmp_path / "data")
    monkeypatch.setattr(folders, "mount_type", lambda _folder: "cifs")
    with pytest.raises(SurroundingsError, match=r"netværksdrev.*egen disk"):
        refuse_shared(tmp_path / "data")


@pytest.mark.parametrize(
    "name", ["OneDrive - Eksempel Kommune", "OneDrive", "Dropbox", "Dropbox (Privat)", "Nextcloud"]
)
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(SurroundingsError, match=rf"synkroniseres af {name.split()[0]}"):
        refuse_shared(tmp_path / name / "Klimabesog")


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".dropbox", "Dropbox"),
        (".sync_0a1b2c.db", "Nextcloud"),
        ("._sync_0a1b2c.db", "Nextcloud"),
        (".owncloudsync.log", "Nextcloud"),
        (".stfolder", "Syncthing"),
    ],
)
def test_a_synced_folder_is_known_by_what_the_program_left(tmp_path: Path, mark: str, program: str) -> None:
    folder = tmp_path / "Dokumenter" / "Klimabesog"
    assert synced_by(folder) is None
    (tmp_path / mark).touch()
    assert synced_by(folder) == program


def test_a_synced_folder_is_known_by_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "arbejde"))
    assert synced_by(tmp_path / "arbejde" / "data") == "OneDrive"
    assert synced_by(tmp_path / "arbejde2" / "data") is None


def test_a_link_does_not_hide_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(SurroundingsError, match="OneDrive"):
        refuse_shared(tmp_path / "data")


def test_the_very_folder_can_be_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Dropbox" / "data"
    monkeypatch.setenv(folders.ALLOWED, str(tmp_path / "Dropbox"))
    with pytest.raises(SurroundingsError):
        refuse_shared(folder)
    monkeypatch.setenv(folders.ALLOWED, str(folder))
    refuse_shared(folder)


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        (r"\\server\drev\data", True),
        (r"\\?\UNC\server\drev", True),
        (r"K:\data", True),
        (r"C:\Users\anna", False),
        (r"\\?\C:\Users\anna", False),
    ],
)
def test_windows_drives(path: str, remote: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_drive_type", lambda root: {"K:\\": 4, "C:\\": 3}[root])
    assert folders._is_remote_drive(path) is remote
