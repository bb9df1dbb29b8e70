"""A conversation's pictures: kept as files, found by nobody else, so many an hour."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.pictures import Picture
from bot.conversations.uploads import MOST, WITHIN, TooManyUploads, file_of, find, keep
from bot.store import Store
from tests.conversations.talk import NOW, open_conversation

PICTURE = Picture(b"jpeg", 3, 2)


def test_a_picture_is_found_by_its_own_conversation_only(store: Store, tmp_path: Path) -> None:
    own, other = open_conversation(store), open_conversation(store, "s2")
    folder = tmp_path / "uploads"
    kept = keep(store, folder, own, PICTURE, NOW)
    assert file_of(folder, kept).read_bytes() == b"jpeg"
    assert [path for path in folder.rglob("*") if path.is_file()] == [file_of(folder, kept)]
    with store.reading() as session:
        found = find(session, own, kept.id)
        assert found is not None
        assert (found.size, found.width, found.height) == (4, 3, 2)
        assert find(session, other, kept.id) is None


@pytest.mark.parametrize(
    "upload_id", ["", "0" * 32, "0" * 31, "../../etc/passwd", "\0", "\ud800", "%", "x" * 10_000]
)
def test_an_id_that_is_none_finds_nothing(store: Store, tmp_path: Path, upload_id: str) -> None:
    own = open_conversation(store)
    keep(store, tmp_path, own, PICTURE, NOW)
    with store.reading() as session:
        assert find(session, own, upload_id) is None


def test_a_conversation_keeps_so_many_an_hour_and_no_other_is_held_up(
    store: Store, tmp_path: Path
) -> None:
    own, other = open_conversation(store), open_conversation(store, "s2")
    for _ in range(MOST):
        keep(store, tmp_path, own, PICTURE, NOW)
    for moment in (NOW, NOW + WITHIN - timedelta(seconds=1)):
        with pytest.raises(TooManyUploads):
            keep(store, tmp_path, own, PICTURE, moment)
    assert len(list(tmp_path.rglob("*.jpg"))) == MOST
    assert keep(store, tmp_path, other, PICTURE, NOW)
    assert keep(store, tmp_path, own, PICTURE, NOW + WITHIN)


def test_a_picture_that_cannot_be_written_leaves_no_row(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "a file"
    folder.write_text("not a folder")
    own = open_conversation(store)
    with pytest.raises(OSError, match="a file"):
        keep(store, folder, own, PICTURE, NOW)
    for _ in range(MOST):
        keep(store, tmp_path / "good", own, PICTURE, NOW)
