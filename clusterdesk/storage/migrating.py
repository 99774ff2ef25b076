"""Running the migrations; a module of its own, since Alembic takes long to load and is seldom needed."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from clusterdesk.storage import schema

_FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    return made


def newest() -> str | None:
    """The newest migration in the folder."""
    return ScriptDirectory.from_config(config()).get_current_head()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database up to date, in one transaction."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        made = config()
        made.attributes["connection"] = connection
        made.attributes["metadata"] = schema.metadata()
        command.upgrade(made, to)
