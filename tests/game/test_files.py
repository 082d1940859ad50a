"""A file that somebody may have already is written in one piece or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

import pytest

from forked import NOBODY, in_child, needs_fork, needs_root
from pmquest.game.files import not_written, write_whole


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full once anything is to stand on it."""

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", refuse)


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "report.md", b"new")
    write_whole(tmp_path / "report.md", b"newer")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"report.md": b"newer"}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("before", [{}, {"report.md": b"old"}])
def test_where_it_fails_the_old_file_is_whole_and_nothing_is_left(
    tmp_path: Path, before: dict[str, bytes]
) -> None:
    for name, content in before.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "report.md", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_permissions_and_links_stay_as_they_are(tmp_path: Path) -> None:
    file, link = tmp_path / "report.md", tmp_path / "link.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (file.read_bytes(), stat.S_IMODE(file.stat().st_mode)) == (b"new", 0o640)


def test_a_new_file_has_the_permissions_that_new_files_have(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_bytes(b"")
    write_whole(tmp_path / "report.md", b"new")
    ours, others = (path.stat().st_mode for path in sorted(tmp_path.iterdir()))
    assert ours == others


def test_a_pipe_is_written_to_as_it_stands(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDWR)
    write_whole(pipe, b"through")
    assert os.read(reader, 100) == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(reader)


@pytest.mark.parametrize("name", ["x" * 250, "ü" * 120])
def test_a_long_name_is_no_trouble(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, b"new")
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (".", " is a folder; add a name to it."),
        ("no/x", "/no/x cannot be written: there is no folder {}/no; make it first."),
        ("file/x", "/file/x cannot be written: Not a directory."),
        ("\0", "\0 cannot be written: embedded null byte."),
    ],
)
def test_why_a_file_cannot_be_written_is_said_with_what_to_do(
    tmp_path: Path, place: str, said: str
) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / place
    with pytest.raises((OSError, ValueError)) as caught:
        write_whole(path, b"new")
    assert not_written(path, caught.value).endswith(said.format(tmp_path))


@needs_fork
@needs_root
def test_a_closed_folder_is_named() -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        file = Path(place, "report.md")

        def work() -> str:
            with pytest.raises(PermissionError) as caught:
                write_whole(file, b"new")
            return not_written(file, caught.value)

        assert in_child(work, NOBODY).endswith(f"nothing may be written in the folder {place}.")


@needs_fork
@needs_root
def test_a_file_that_may_not_be_written_to_is_not_replaced() -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o777)
        file = Path(place, "report.md")
        file.write_bytes(b"old")
        file.chmod(0o444)

        def work() -> str:
            with pytest.raises(PermissionError):
                write_whole(file, b"new")
            return "refused"

        assert in_child(work, NOBODY) == "refused"
        assert file.read_bytes() == b"old"
