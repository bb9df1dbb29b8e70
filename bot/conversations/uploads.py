"""Keeping the pictures of a conversation, each a file named by its id."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversations.models import Upload
from bot.conversations.pictures import MEDIA_TYPE, Picture
from bot.store import Store, new_id

MOST = 20
WITHIN = timedelta(hours=1)
_ID = re.compile("[0-9a-f]{32}")  # as new_id makes them; nothing else is asked the database


class TooManyUploads(Exception):
    """The conversation has sent as many pictures lately as it may."""


def keep(
    store: Store, folder: Path, conversation_id: str, picture: Picture, now: datetime
) -> Upload:
    """Keep a picture. Raises TooManyUploads after `MOST` of the conversation `WITHIN` an hour."""
    with store.writing() as session:
        if _lately(session, conversation_id, now) >= MOST:
            raise TooManyUploads
        upload = Upload(
            id=new_id(),
            conversation_id=conversation_id,
            media_type=MEDIA_TYPE,
            size=len(picture.data),
            width=picture.width,
            height=picture.height,
            at=now,
        )
        session.add(upload)
        _write(file_of(folder, upload), picture.data)
    return upload


def find(session: Session, conversation_id: str, upload_id: str) -> Upload | None:
    """The conversation's own picture of that id."""
    upload = session.get(Upload, upload_id) if _ID.fullmatch(upload_id) else None
    return upload if upload and upload.conversation_id == conversation_id else None


def file_of(folder: Path, upload: Upload) -> Path:
    """Where the picture is."""
    return folder / upload.id[:2] / f"{upload.id}.jpg"


def _lately(session: Session, conversation_id: str, now: datetime) -> int:
    query = select(func.count()).where(
        Upload.conversation_id == conversation_id, Upload.at > now - WITHIN
    )
    return session.scalar(query) or 0


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all; on the disk before the row that names it is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(data)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)
