"""Desks to measure on."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clusterdesk.services.desk import Desk
from clusterdesk.storage.store import Chance, Store

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@contextmanager
def opened(file: Path) -> Iterator[Desk]:
    """A desk on this file, which is made when it is not there."""
    store = Store.open(file, Chance(now=lambda: NOW, new_uid=lambda: str(uuid.uuid4())))
    try:
        yield Desk(store, user="Erika")
    finally:
        store.close()
