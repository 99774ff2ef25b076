"""What Alembic runs: on the connection it is given, with the metadata it is given."""

from alembic import context

from clusterdesk.storage import index


def _own(thing: object, name: str | None, kind: str, reflected: bool, compared: object) -> bool:
    """Whether a table or index is declared in the classes; the full-text tables are made by hand."""
    return not (name or "").startswith(index.FTS) and name != f"ix_{index.TABLE}_folded"


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes["metadata"],
    render_as_batch=True,
    compare_type=True,
    include_object=_own,
)
with context.begin_transaction():
    context.run_migrations()
