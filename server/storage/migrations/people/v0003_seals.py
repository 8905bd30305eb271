"""Keys of those who open blind numbers, and the sealed seeds. Never changes once it is out."""

import sqlalchemy as sa
from alembic import op

revision = "people_0003"
down_revision = "people_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store to this revision."""
    op.create_table(
        "seal_key",
        sa.Column("competition", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("public", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("competition", "role", "person", name=op.f("pk_seal_key")),
    )
    op.create_table(
        "sealed_seed",
        sa.Column("competition", sa.String(), nullable=False),
        sa.Column("commitment", sa.String(), nullable=False),
        sa.Column("shares", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("competition", "commitment", name=op.f("pk_sealed_seed")),
    )


def downgrade() -> None:
    """Take the store back to the revision before."""
    op.drop_table("sealed_seed")
    op.drop_table("seal_key")
