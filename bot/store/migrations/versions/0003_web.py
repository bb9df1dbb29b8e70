"""The web channel: cards, uploads, visitors who reach one order, who speaks for us, ratings.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("messages", sa.Column("card", sa.JSON(), nullable=True))
    op.add_column("messages", sa.Column("upload_id", sa.String(32), nullable=True))
    op.add_column("messages", sa.Column("name", sa.String(50), nullable=True))
    op.add_column("conversations", sa.Column("order_no", sa.String(64), nullable=True))
    op.add_column("conversations", sa.Column("agent_name", sa.String(50), nullable=True))
    left = sa.text("status = 'received'")
    op.create_index(
        "ix_messages_left", "messages", ["at"], sqlite_where=left, postgresql_where=left
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("media_type", sa.String(20), nullable=False),
        sa.Column("size", INTEGER, nullable=False),
        sa.Column("width", INTEGER, nullable=False),
        sa.Column("height", INTEGER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_uploads_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_conversation", "uploads", ["conversation_id", "at"])
    op.create_table(
        "order_tries",
        sa.Column("id", INTEGER, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_order_tries"),
    )
    op.create_index("ix_order_tries_conversation", "order_tries", ["conversation_id", "at"])
    op.create_index("ix_order_tries_address", "order_tries", ["address", "at"])
    op.create_table(
        "ratings",
        sa.Column("id", INTEGER, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("stars", INTEGER, nullable=False),
        sa.Column("comment", sa.String(500), nullable=True),
        sa.Column("agent_name", sa.String(50), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_ratings_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_conversation_id", "ratings", ["conversation_id"])
