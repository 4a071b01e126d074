"""A file replaced in one step."""

import os
import stat
from pathlib import Path

import pytest

from edge.atomic import replace_file


def test_what_was_there_keeps_its_mode(tmp_path):
    path = tmp_path / "edge.toml"
    path.write_text("password")
    path.chmod(0o600)
    replace_file(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o600)
    assert [each.name for each in tmp_path.iterdir()] == ["edge.toml"]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "edge.toml").write_text("old")
    (tmp_path / "edge.toml").symlink_to(tmp_path / "real" / "edge.toml")
    replace_file(tmp_path / "edge.toml", b"new")
    assert (tmp_path / "edge.toml").is_symlink()
    assert (tmp_path / "real" / "edge.toml").read_bytes() == b"new"


def test_a_leftover_of_a_kill_is_in_nobodys_way(tmp_path):
    (tmp_path / ".edge.toml.new").write_text("half a fi")
    (tmp_path / "edge.toml").write_text("old")
    replace_file(tmp_path / "edge.toml", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["edge.toml"]


def test_the_name_is_on_the_disk_too(tmp_path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        "os.fsync", lambda number: (synced.append(str(Path(f"/proc/self/fd/{number}").readlink())), real(number))
    )
    replace_file(tmp_path / "new", b"x")
    assert synced == [str(tmp_path / ".new.new"), str(tmp_path)]


def test_a_file_in_memory_is_replaced_in_one_step_too_and_nothing_waits_for_a_disk(tmp_path, monkeypatch):
    def slow(_number):
        pytest.fail("a folder in memory has no disk to wait for")

    monkeypatch.setattr("os.fsync", slow)
    path = tmp_path / "status.json"
    path.write_text("old")
    before = path.stat().st_ino
    replace_file(path, b"new", mode=0o644, sync=False)
    assert path.read_bytes() == b"new"
    assert path.stat().st_ino != before  # who has the old one open reads it to its end
    assert [each.name for each in tmp_path.iterdir()] == ["status.json"]


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path, monkeypatch):
    (tmp_path / "edge.toml").write_text("old")

    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(tmp_path / "edge.toml", b"new")
    assert (tmp_path / "edge.toml").read_text() == "old"


def test_a_secret_is_its_owners_alone_whatever_was_there(tmp_path):
    path = tmp_path / "mqtt-password"
    for _ in range(2):
        replace_file(path, b"secret", mode=0o600)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)


def test_a_file_is_given_to_who_owns_another_before_anything_is_in_it(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr("os.chown", lambda path, uid, gid: given.append((Path(path).stat().st_size, uid, gid)))
    replace_file(tmp_path / "data" / "mqtt-password", b"secret", mode=0o600, like=tmp_path)
    assert given == [(0, tmp_path.stat().st_uid, tmp_path.stat().st_gid)]
