"""The first tables

Revision: 0001
After: nothing
"""

import sqlalchemy as sa
from alembic import op

from clusterdesk.storage import index

revision = "0001"
down_revision = None


def _text(length: int | None = None) -> sa.String:
    """Text that is compared by code point, however a server was told to sort."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user", _text(100), nullable=False),
        sa.Column("act", _text(4), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["about_id"],
            ["deed.id"],
            name=op.f("fk_deed_about_id_deed"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["deed.id"],
            name=op.f("fk_deed_undone_by_id_deed"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.create_index("ix_deed_act_undone", ["act", "undone_by_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("family_name", _text(300), nullable=False),
        sa.Column("given_name", _text(300), nullable=False),
        sa.Column("title", _text(300), nullable=False),
        sa.Column("gender", _text(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "region",
        sa.Column("name", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("country", _text(2), nullable=False),
        sa.Column("aliases", _text(300), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region")),
        sa.UniqueConstraint("uid", name=op.f("uq_region_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("role", _text(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.create_index("ix_search_entry_record", ["kind", "record_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("action", _text(7), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("record_uid", _text(36), nullable=False),
        sa.Column("record_name", sa.Text(), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("whole_kind", _text(40), nullable=False),
        sa.Column("whole_id", sa.Integer(), nullable=True),
        sa.Column("whole_uid", _text(36), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deed_id"],
            ["deed.id"],
            name=op.f("fk_change_deed_id_deed"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_deed_id"), ["deed_id"], unique=False)
        batch_op.create_index("ix_change_record", ["record_uid", "deed_id"], unique=False)
        batch_op.create_index("ix_change_whole", ["whole_uid", "deed_id"], unique=False)

    op.create_table(
        "person_name",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_name", _text(300), nullable=False),
        sa.Column("family_name", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_person_name_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_name_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_name_person_id"), ["person_id"], unique=False)

    op.create_table(
        "place",
        sa.Column("name", _text(300), nullable=False),
        sa.Column("city", _text(300), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=True),
        sa.Column("country", _text(2), nullable=False),
        sa.Column("aliases", _text(2000), nullable=False),
        sa.Column("note", _text(2000), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
            name=op.f("fk_place_region_id_region"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("uid", name=op.f("uq_place_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_region_id"), ["region_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("title", _text(300), nullable=False),
        sa.Column("document_title", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("status", _text(40), nullable=False),
        sa.Column("reference", _text(300), nullable=False),
        sa.Column("signed_on", _text(16), nullable=True),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("effective_from", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("term", _text(300), nullable=False),
        sa.Column("notice", _text(300), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("beneficiaries", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_agreement_place_id_place"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("uid", name=op.f("uq_agreement_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_signed_on"), ["signed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "event",
        sa.Column("title", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("status", _text(40), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("start_time", sa.Time(), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("end_time", sa.Time(), nullable=True),
        sa.Column("timezone", _text(64), nullable=False),
        sa.Column("date_note", _text(300), nullable=False),
        sa.Column("date_certainty", _text(40), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=True),
        sa.Column("topic", _text(300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["event.id"],
            name=op.f("fk_event_follows_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_event_place_id_place"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_follows_id"), ["follows_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_sort_name"), ["sort_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_starts"), ["starts"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("name", _text(300), nullable=False),
        sa.Column("short", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("legal_form", _text(300), nullable=False),
        sa.Column("article", _text(40), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=True),
        sa.Column("founded", _text(16), nullable=True),
        sa.Column("active_since", _text(16), nullable=True),
        sa.Column("sector", _text(300), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("composition", sa.Text(), nullable=False),
        sa.Column("register_court", _text(300), nullable=False),
        sa.Column("register_number", _text(300), nullable=False),
        sa.Column("website", _text(300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"],
            ["place.id"],
            name=op.f("fk_organisation_seat_id_place"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_seat_id"), ["seat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organisation_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "affiliation",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", _text(300), nullable=False),
        sa.Column("role_type", _text(40), nullable=False),
        sa.Column("certainty", _text(40), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_affiliation_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_affiliation_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
        sa.UniqueConstraint("uid", name=op.f("uq_affiliation_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_affiliation_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_affiliation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreement_party",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", _text(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_party_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_agreement_party_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_party")),
        sa.UniqueConstraint(
            "agreement_id", "organisation_id", name=op.f("uq_agreement_party_agreement_id_organisation_id")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_agreement_party_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_party_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_agreement_party_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "agreement_precedent",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("certainty", _text(40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_precedent_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_precedent_earlier_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_precedent")),
        sa.UniqueConstraint(
            "agreement_id", "earlier_id", name=op.f("uq_agreement_precedent_agreement_id_earlier_id")
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_agreement_precedent_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement_precedent", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_precedent_agreement_id"), ["agreement_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_agreement_precedent_earlier_id"), ["earlier_id"], unique=False)

    op.create_table(
        "agreement_witness",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", _text(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_witness_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_agreement_witness_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_witness")),
        sa.UniqueConstraint("uid", name=op.f("uq_agreement_witness_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("agreement_witness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_witness_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_witness_person_id"), ["person_id"], unique=False)

    op.create_table(
        "cooperation_field",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("wording", _text(1000), nullable=False),
        sa.Column("category", _text(40), nullable=False),
        sa.Column("state", _text(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_cooperation_field_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperation_field")),
        sa.UniqueConstraint("uid", name=op.f("uq_cooperation_field_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("cooperation_field", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cooperation_field_agreement_id"), ["agreement_id"], unique=False)

    op.create_table(
        "event_organiser",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("role", _text(40), nullable=False),
        sa.Column("certainty", _text(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_organiser_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_event_organiser_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_organiser")),
        sa.UniqueConstraint(
            "event_id",
            "organisation_id",
            "role",
            name=op.f("uq_event_organiser_event_id_organisation_id_role"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_event_organiser_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event_organiser", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_organiser_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_event_organiser_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "figure",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("metric", _text(40), nullable=False),
        sa.Column("unit", _text(40), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_figure_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("uid", name=op.f("uq_figure_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("category", _text(40), nullable=False),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["organisation.id"],
            name=op.f("fk_membership_network_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_membership_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("uid", name=op.f("uq_membership_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_network_id"), ["network_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "office",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", _text(300), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_office_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["place_id"],
            ["place.id"],
            name=op.f("fk_office_place_id_place"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("uid", name=op.f("uq_office_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_place_id"), ["place_id"], unique=False)

    op.create_table(
        "organisation_name",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", _text(300), nullable=False),
        sa.Column("short", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("reason", _text(300), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_name_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_name_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_name_organisation_id"), ["organisation_id"], unique=False
        )

    op.create_table(
        "organisation_region",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("role", _text(40), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_region_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["region_id"],
            ["region.id"],
            name=op.f("fk_organisation_region_region_id_region"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_region")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_region_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organisation_region", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_region_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_region_region_id"), ["region_id"], unique=False)

    op.create_table(
        "organisation_relation",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("starts", _text(16), nullable=True),
        sa.Column("ends", _text(16), nullable=True),
        sa.Column("as_of", _text(16), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_relation_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_relation_other_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_relation")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_relation_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organisation_relation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_organisation_relation_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_organisation_relation_other_id"), ["other_id"], unique=False)

    op.create_table(
        "participation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("approximate", sa.Boolean(), nullable=False),
        sa.Column("role", _text(40), nullable=False),
        sa.Column("capacity", _text(300), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_participation_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_participation_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_participation_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("uid", name=op.f("uq_participation_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_event_id"), ["event_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_participation_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_participation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "profile",
        sa.Column("name", _text(300), nullable=False),
        sa.Column("email", _text(254), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_profile_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("uid", name=op.f("uq_profile_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_profile_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "source",
        sa.Column("title", _text(300), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("publisher_id", sa.Integer(), nullable=True),
        sa.Column("published_on", _text(16), nullable=True),
        sa.Column("issue", _text(300), nullable=False),
        sa.Column("url", _text(2000), nullable=False),
        sa.Column("language", _text(8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sort_name", _text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"],
            ["organisation.id"],
            name=op.f("fk_source_publisher_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("uid", name=op.f("uq_source_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_source_publisher_id"), ["publisher_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_source_sort_name"), ["sort_name"], unique=False)

    op.create_table(
        "claim",
        sa.Column("record_kind", _text(40), nullable=False),
        sa.Column("record_uid", _text(36), nullable=False),
        sa.Column("field", _text(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("locator", _text(300), nullable=False),
        sa.Column("certainty", _text(40), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("preferred", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_claim_source_id_source"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("uid", name=op.f("uq_claim_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.create_index("ix_claim_about", ["record_uid", "field"], unique=False)
        batch_op.create_index(batch_op.f("ix_claim_source_id"), ["source_id"], unique=False)

    op.create_table(
        "contribution",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", _text(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_contribution_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["agreement_party.id"],
            name=op.f("fk_contribution_party_id_agreement_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint("uid", name=op.f("uq_contribution_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_party_id"), ["party_id"], unique=False)

    op.create_table(
        "event_agreement",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_event_agreement_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_event_agreement_event_id_event"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["field_id"],
            ["cooperation_field.id"],
            name=op.f("fk_event_agreement_field_id_cooperation_field"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_agreement")),
        sa.UniqueConstraint(
            "event_id",
            "agreement_id",
            "field_id",
            name=op.f("uq_event_agreement_event_id_agreement_id_field_id"),
        ),
        sa.UniqueConstraint("uid", name=op.f("uq_event_agreement_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("event_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_agreement_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_agreement_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_agreement_field_id"), ["field_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("party_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", _text(300), nullable=False),
        sa.Column("basis", _text(40), nullable=False),
        sa.Column("certainty", _text(40), nullable=False),
        sa.Column("signed_on", _text(16), nullable=True),
        sa.Column("note", _text(300), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", _text(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_signature_agreement_id_agreement"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["agreement_party.id"],
            name=op.f("fk_signature_party_id_agreement_party"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_signature_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("uid", name=op.f("uq_signature_uid")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signature_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signature_party_id"), ["party_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signature_person_id"), ["person_id"], unique=False)

    ddl = index.SQLITE_DDL if op.get_bind().dialect.name == "sqlite" else index.POSTGRES_DDL
    for statement in ddl:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP TABLE {index.FTS}")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_person_id"))
        batch_op.drop_index(batch_op.f("ix_signature_party_id"))
        batch_op.drop_index(batch_op.f("ix_signature_agreement_id"))

    op.drop_table("signature")
    with op.batch_alter_table("event_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_agreement_field_id"))
        batch_op.drop_index(batch_op.f("ix_event_agreement_event_id"))
        batch_op.drop_index(batch_op.f("ix_event_agreement_agreement_id"))

    op.drop_table("event_agreement")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_party_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_agreement_id"))

    op.drop_table("contribution")
    with op.batch_alter_table("claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_claim_source_id"))
        batch_op.drop_index("ix_claim_about")

    op.drop_table("claim")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_source_sort_name"))
        batch_op.drop_index(batch_op.f("ix_source_publisher_id"))

    op.drop_table("source")
    with op.batch_alter_table("profile", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_organisation_id"))

    op.drop_table("profile")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_person_id"))
        batch_op.drop_index(batch_op.f("ix_participation_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_participation_event_id"))

    op.drop_table("participation")
    with op.batch_alter_table("organisation_relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_relation_other_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_relation_organisation_id"))

    op.drop_table("organisation_relation")
    with op.batch_alter_table("organisation_region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_region_region_id"))
        batch_op.drop_index(batch_op.f("ix_organisation_region_organisation_id"))

    op.drop_table("organisation_region")
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_name_organisation_id"))

    op.drop_table("organisation_name")
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_place_id"))
        batch_op.drop_index(batch_op.f("ix_office_organisation_id"))

    op.drop_table("office")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_membership_network_id"))

    op.drop_table("membership")
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figure_organisation_id"))

    op.drop_table("figure")
    with op.batch_alter_table("event_organiser", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_organiser_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_event_organiser_event_id"))

    op.drop_table("event_organiser")
    with op.batch_alter_table("cooperation_field", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cooperation_field_agreement_id"))

    op.drop_table("cooperation_field")
    with op.batch_alter_table("agreement_witness", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_witness_person_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_witness_agreement_id"))

    op.drop_table("agreement_witness")
    with op.batch_alter_table("agreement_precedent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_precedent_earlier_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_precedent_agreement_id"))

    op.drop_table("agreement_precedent")
    with op.batch_alter_table("agreement_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_party_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_party_agreement_id"))

    op.drop_table("agreement_party")
    with op.batch_alter_table("affiliation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_affiliation_person_id"))
        batch_op.drop_index(batch_op.f("ix_affiliation_organisation_id"))

    op.drop_table("affiliation")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organisation_sort_name"))
        batch_op.drop_index(batch_op.f("ix_organisation_seat_id"))

    op.drop_table("organisation")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_starts"))
        batch_op.drop_index(batch_op.f("ix_event_sort_name"))
        batch_op.drop_index(batch_op.f("ix_event_place_id"))
        batch_op.drop_index(batch_op.f("ix_event_follows_id"))

    op.drop_table("event")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_sort_name"))
        batch_op.drop_index(batch_op.f("ix_agreement_signed_on"))
        batch_op.drop_index(batch_op.f("ix_agreement_place_id"))

    op.drop_table("agreement")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_place_sort_name"))
        batch_op.drop_index(batch_op.f("ix_place_region_id"))

    op.drop_table("place")
    with op.batch_alter_table("person_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_name_person_id"))

    op.drop_table("person_name")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_whole")
        batch_op.drop_index("ix_change_record")
        batch_op.drop_index(batch_op.f("ix_change_deed_id"))

    op.drop_table("change")
    with op.batch_alter_table("search_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_search_entry_record")

    op.drop_table("search_entry")
    with op.batch_alter_table("region", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_region_sort_name"))

    op.drop_table("region")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort_name"))

    op.drop_table("person")
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.drop_index("ix_deed_act_undone")

    op.drop_table("deed")
