"""Backups: a whole copy of the database file, checked before it counts."""

import sqlite3
from contextlib import closing
from pathlib import Path

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.i18n import _


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite database, also while it is in use, and check the copy; a copy that fails the check is
    removed and refused."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.touch(mode=0o600)
    try:
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            answer = there.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        target.unlink(missing_ok=True)
        raise Unavailable(_("The backup failed its check: {answer}").format(answer=answer))


def before_migration(database: Path, revision: str) -> Path:
    """Keep the database as it is before a migration, beside it; tells where."""
    target = database.with_name(f"{database.stem}.before-{revision}{database.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = database.with_name(f"{database.stem}.before-{revision}-{number}{database.suffix}")
    copy(database, target)
    return target
