"""Complaints and the recall alarms they raise.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("ticket_no", sa.String(20), nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("order_no", sa.String(64), nullable=True),
        sa.Column("deal_id", sa.String(64), nullable=True),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("severity", INTEGER, nullable=False),
        sa.Column("dangers", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(2000), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("respond_by", sa.Date(), nullable=False),
        sa.Column("respond_provisional", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", INTEGER, nullable=False),
        sa.PrimaryKeyConstraint("ticket_no", name="pk_complaints"),
        sa.ForeignKeyConstraint(
            ["order_no"], ["orders.order_no"], name="fk_complaints_order_no"
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.deal_id"], name="fk_complaints_deal_id"),
        sa.UniqueConstraint(
            "conversation_id",
            "message_id",
            "category",
            name="uq_complaints_conversation_id_message_id_category",
        ),
    )
    for name, columns in {
        "ix_complaints_deal": ["deal_id", "opened_at"],
        "ix_complaints_shopper_id": ["shopper_id"],
        "ix_complaints_status": ["status"],
        "ix_complaints_conversation_id": ["conversation_id"],
    }.items():
        op.create_index(name, "complaints", columns)
    op.create_table(
        "recall_alarms",
        sa.Column("deal_id", sa.String(64), nullable=False),
        sa.Column("ticket_no", sa.String(20), nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("deal_id", name="pk_recall_alarms"),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.deal_id"], name="fk_recall_alarms_deal_id"),
        sa.ForeignKeyConstraint(
            ["ticket_no"], ["complaints.ticket_no"], name="fk_recall_alarms_ticket_no"
        ),
    )

