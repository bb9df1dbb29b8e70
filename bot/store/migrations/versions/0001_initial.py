"""The tables of the first release.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
APPEND_ONLY = ("case_steps", "decisions", "ledger_entries")


def upgrade() -> None:
    _create_order_book()
    _create_conversations()
    _create_decisions_and_cases()
    _create_what_follows_a_case()
    for table in APPEND_ONLY:
        _forbid_changes(table)


def _create_order_book() -> None:
    op.create_table(
        "shoppers",
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("phone", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("shopper_id", name="pk_shoppers"),
    )
    op.create_table(
        "deals",
        sa.Column("deal_id", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("merchant", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("deal_id", name="pk_deals"),
    )
    op.create_table(
        "orders",
        sa.Column("order_no", sa.String(64), nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("deal_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("seven_day_refund", sa.Boolean(), nullable=False),
        sa.Column("quantity", INTEGER, nullable=False),
        sa.Column("unit_price_fen", INTEGER, nullable=False),
        sa.Column("paid_fen", INTEGER, nullable=False),
        sa.Column("paid_at", MOMENT, nullable=False),
        sa.Column("delivery", sa.String(12), nullable=False),
        sa.Column("carrier", sa.String(50), nullable=True),
        sa.Column("tracking_no", sa.String(64), nullable=True),
        sa.Column("shipped_at", MOMENT, nullable=True),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("consumed_at", MOMENT, nullable=True),
        sa.Column("first_purchase", sa.Boolean(), nullable=False),
        sa.Column("rebate_paid", sa.Boolean(), nullable=False),
        sa.Column("version", INTEGER, nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.deal_id"], name="fk_orders_deal_id"),
        sa.ForeignKeyConstraint(
            ["shopper_id"], ["shoppers.shopper_id"], name="fk_orders_shopper_id"
        ),
        sa.PrimaryKeyConstraint("order_no", name="pk_orders"),
    )
    op.create_index("ix_orders_deal_id", "orders", ["deal_id"])
    op.create_index("ix_orders_shopper", "orders", ["shopper_id", "paid_at"])
    op.create_table(
        "recalls",
        sa.Column("deal_id", sa.String(64), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.deal_id"], name="fk_recalls_deal_id"),
        sa.PrimaryKeyConstraint("deal_id", name="pk_recalls"),
    )


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=True),
        sa.Column("queue_reason", sa.String(50), nullable=True),
        sa.Column("brain_state", sa.JSON(), nullable=False),
        sa.Column("failures", INTEGER, nullable=False),
        sa.Column("turn_token", sa.String(32), nullable=True),
        sa.Column("turn_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("channel", "shopper_id", name="uq_conversations_channel_shopper_id"),
    )
    op.create_table(
        "messages",
        sa.Column("id", INTEGER, autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(128), nullable=True),
        sa.Column("reply_to", INTEGER, nullable=True),
        sa.Column("author", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(10), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_messages_conversation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(
            "conversation_id", "message_id", name="uq_messages_conversation_id_message_id"
        ),
    )
    op.create_index("ix_messages_conversation", "messages", ["conversation_id", "id"])
    op.create_index("ix_messages_reply_to", "messages", ["reply_to"])


def _create_decisions_and_cases() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("order_no", sa.String(64), nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("wish", sa.String(10), nullable=False),
        sa.Column("row", sa.String(50), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("route", sa.String(25), nullable=True),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("parameters_version", sa.String(50), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", INTEGER, nullable=False),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_decisions_order_no"),
        sa.ForeignKeyConstraint(
            ["shopper_id"], ["shoppers.shopper_id"], name="fk_decisions_shopper_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sa.UniqueConstraint(
            "conversation_id",
            "message_id",
            "order_no",
            "wish",
            name="uq_decisions_conversation_id_message_id_order_no_wish",
        ),
    )
    op.create_index("ix_decisions_order_no", "decisions", ["order_no"])
    op.create_index("ix_decisions_shopper_id", "decisions", ["shopper_id"])
    op.create_table(
        "cases",
        sa.Column("case_no", sa.String(20), nullable=False),
        sa.Column("order_no", sa.String(64), nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("decision_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("units", INTEGER, nullable=False),
        sa.Column("amount_fen", INTEGER, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("route", sa.String(25), nullable=True),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_provisional", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", INTEGER, nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_cases_decision_id"),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_cases_order_no"),
        sa.ForeignKeyConstraint(
            ["shopper_id"], ["shoppers.shopper_id"], name="fk_cases_shopper_id"
        ),
        sa.PrimaryKeyConstraint("case_no", name="pk_cases"),
    )
    op.create_index("ix_cases_conversation_id", "cases", ["conversation_id"])
    op.create_index("ix_cases_order", "cases", ["order_no", "opened_at"])
    op.create_index("ix_cases_shopper_id", "cases", ["shopper_id"])
    op.create_index("ix_cases_status", "cases", ["status"])


def _create_what_follows_a_case() -> None:
    op.create_table(
        "case_steps",
        sa.Column("id", INTEGER, autoincrement=True, nullable=False),
        sa.Column("case_no", sa.String(20), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("from_status", sa.String(20), nullable=True),
        sa.Column("to_status", sa.String(20), nullable=False),
        sa.Column("actor", sa.String(20), nullable=False),
        sa.Column("note", sa.String(500), nullable=True),
        sa.ForeignKeyConstraint(["case_no"], ["cases.case_no"], name="fk_case_steps_case_no"),
        sa.PrimaryKeyConstraint("id", name="pk_case_steps"),
    )
    op.create_index("ix_case_steps_case_no", "case_steps", ["case_no"])
    op.create_table(
        "unit_claims",
        sa.Column("order_no", sa.String(64), nullable=False),
        sa.Column("unit", INTEGER, nullable=False),
        sa.Column("case_no", sa.String(20), nullable=False),
        sa.ForeignKeyConstraint(["case_no"], ["cases.case_no"], name="fk_unit_claims_case_no"),
        sa.ForeignKeyConstraint(["order_no"], ["orders.order_no"], name="fk_unit_claims_order_no"),
        sa.PrimaryKeyConstraint("order_no", "unit", name="pk_unit_claims"),
    )
    op.create_index("ix_unit_claims_case_no", "unit_claims", ["case_no"])
    op.create_table(
        "ledger_entries",
        sa.Column("id", INTEGER, autoincrement=True, nullable=False),
        sa.Column("shopper_id", sa.String(64), nullable=False),
        sa.Column("case_no", sa.String(20), nullable=False),
        sa.Column("amount_fen", INTEGER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_no"], ["cases.case_no"], name="fk_ledger_entries_case_no"),
        sa.ForeignKeyConstraint(
            ["shopper_id"], ["shoppers.shopper_id"], name="fk_ledger_entries_shopper_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entries"),
        sa.UniqueConstraint("case_no", name="uq_ledger_entries_case_no"),
    )
    op.create_index("ix_ledger_entries_shopper_id", "ledger_entries", ["shopper_id"])


def _forbid_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _forbid_on_sqlite(table)
    else:
        _forbid_on_postgresql(table)


def _forbid_on_sqlite(table: str) -> None:
    for change in ("UPDATE", "DELETE"):
        op.execute(f"""
            CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """)


def _forbid_on_postgresql(table: str) -> None:
    op.execute("""
        CREATE OR REPLACE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
    """)
    op.execute(f"""
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION forbid_change()
    """)
    op.execute(f"""
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()
    """)
