"""Where things lie on this machine: the program's own resources and the user's folders."""

from functools import cache
from pathlib import Path

import platformdirs


@cache
def resources() -> Path:
    """The folder of icons, words, demo data and themes: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    shipped = package / "resources"
    return shipped if shipped.is_dir() else package.parent / "resources"


def data_folder() -> Path:
    """The user's own data folder; not created here."""
    return Path(platformdirs.user_data_dir("clusterdesk", appauthor=False))


def settings_file() -> Path:
    """The user's settings; it need not exist."""
    return Path(platformdirs.user_config_dir("clusterdesk", appauthor=False)) / "settings.toml"


def log_file() -> Path:
    """Where the program writes what went wrong."""
    return Path(platformdirs.user_log_dir("clusterdesk", appauthor=False)) / "clusterdesk.log"


def default_database() -> Path:
    """The database that opens when nobody names another one."""
    return data_folder() / "clusterdesk.sqlite3"
