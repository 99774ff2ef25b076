"""Files that leave the desk: written whole or not at all."""

import contextlib
import errno
import os
import secrets
from pathlib import Path

from clusterdesk.domain.refusals import Unavailable
from clusterdesk.i18n import _


def save(path: Path, data: bytes) -> None:
    """Put the file in its place, over one that is there already; until it is complete, nothing is seen of it. A
    device or a pipe gets the bytes as they come."""
    try:
        target = path.resolve()  # what a link points to is written, not the link
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise Unavailable(_sentence(path, error)) from error


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    fresh = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
    try:
        with fresh.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            fresh.chmod(target.stat().st_mode & 0o777)
        fresh.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def _sentence(path: Path, error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return _("There is no folder “{folder}”.").format(folder=path.absolute().parent)
        case IsADirectoryError():
            return _("“{path}” is a folder, not a file.").format(path=path)
        case PermissionError():
            return _("“{path}” cannot be written; is it protected, or open in another program?").format(path=path)
        case OSError(errno=errno.ENOSPC):
            return _("The disk is full; “{path}” was not written.").format(path=path)
    return _("“{path}” cannot be written: {reason}.").format(path=path, reason=error.strerror or error)
