"""The schema of 0.1.0."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.String(length=19), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("inverse_of", sa.Integer(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["inverse_of"], ["action.id"], name=op.f("fk_action_inverse_of")),
        sa.ForeignKeyConstraint(["undone_by"], ["action.id"], name=op.f("fk_action_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attachment",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_digest"), "attachment", ["digest"], unique=False)
    op.create_index(op.f("ix_attachment_owner"), "attachment", ["owner"], unique=False)
    op.create_table(
        "evaluator",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("employer", sa.String(length=60), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=30), nullable=True),
        sa.Column("speciality", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("appointed", sa.Date(), nullable=True),
        sa.Column("appointed_until", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_evaluator")),
    )
    op.create_table(
        "explanation",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_explanation")),
    )
    op.create_index("ix_explanation_year_rule", "explanation", ["year", "rule"], unique=False)
    op.create_table(
        "import_decision",
        sa.Column("uuid", sa.String(length=64), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("same_as", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_import_decision")),
    )
    op.create_table(
        "import_layout",
        sa.Column("uuid", sa.String(length=64), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_import_layout")),
    )
    op.create_table(
        "ledger_state",
        sa.Column("uuid", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=19), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_ledger_state")),
    )
    op.create_table(
        "place",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=10), nullable=False),
        sa.Column("parent", sa.String(length=12), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("real", sa.Boolean(), nullable=False),
        sa.Column("selectable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["place.code"], name=op.f("fk_place_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_parent"), "place", ["parent"], unique=False)
    op.create_table(
        "policy_document",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issuer", sa.String(length=80), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("force", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.Column("text", sa.String(length=20000), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_policy_document")),
    )
    op.create_table(
        "raw_value",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_raw_value")),
    )
    op.create_index(op.f("ix_raw_value_owner"), "raw_value", ["owner"], unique=False)
    op.create_table(
        "search_row",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("township", sa.String(length=12), nullable=True),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("initials", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_search_row")),
    )
    op.create_index("ix_search_row_name_key", "search_row", ["ledger", "name_key", "uuid"], unique=False)
    op.create_index("ix_search_row_natural", "search_row", ["ledger", "township", "name_key", "uuid"], unique=False)
    op.create_table(
        "self_evaluation",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("evidence", sa.String(length=500), nullable=True),
        sa.Column("shortfall", sa.String(length=300), nullable=True),
        sa.Column("measure", sa.String(length=300), nullable=True),
        sa.Column("judged", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_self_evaluation")),
        sa.UniqueConstraint("item", "year", name=op.f("uq_self_evaluation_item_year")),
    )
    op.create_table(
        "setting",
        sa.Column("uuid", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_setting")),
    )
    op.create_table(
        "task",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("article", sa.String(length=30), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("demand", sa.String(length=600), nullable=True),
        sa.Column("lead", sa.String(length=40), nullable=True),
        sa.Column("helpers", sa.String(length=200), nullable=True),
        sa.Column("county_lead", sa.String(length=40), nullable=True),
        sa.Column("person", sa.String(length=20), nullable=True),
        sa.Column("deliverable", sa.String(length=120), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("progress", sa.String(length=500), nullable=True),
        sa.Column("reported", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_task")),
    )
    op.create_table(
        "training",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("organiser", sa.String(length=60), nullable=True),
        sa.Column("place", sa.String(length=60), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_training")),
    )
    op.create_table(
        "year_state",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("approved", sa.String(length=19), nullable=False),
        sa.Column("filled_by", sa.String(length=40), nullable=True),
        sa.Column("checked_by", sa.String(length=40), nullable=True),
        sa.Column("answered_by", sa.String(length=40), nullable=True),
        sa.Column("snapshot", sa.LargeBinary(), nullable=True),
        sa.Column("indicators", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_year_state")),
    )
    op.create_table(
        "area_year",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_source", sa.String(length=40), nullable=True),
        sa.Column("education_spending", sa.Integer(), nullable=True),
        sa.Column("preschool_spending", sa.Integer(), nullable=True),
        sa.Column("training_spending", sa.Integer(), nullable=True),
        sa.Column("research_managers", sa.Integer(), nullable=True),
        sa.Column("researchers", sa.Integer(), nullable=True),
        sa.Column("satisfaction", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["place.code"], name=op.f("fk_area_year_area")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_area_year")),
        sa.UniqueConstraint("area", "year", name=op.f("uq_area_year_area_year")),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("ledger", sa.String(length=40), nullable=False),
        sa.Column("uuid", sa.String(length=60), nullable=False),
        sa.Column("owner", sa.String(length=60), nullable=False),
        sa.Column("operation", sa.String(length=6), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["action"], ["action.id"], name=op.f("fk_change_action")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_action"), "change", ["action"], unique=False)
    op.create_index(op.f("ix_change_owner"), "change", ["owner"], unique=False)
    op.create_index(op.f("ix_change_uuid"), "change", ["uuid"], unique=False)
    op.create_table(
        "kindergarten",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("former_name", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("host_school", sa.String(length=60), nullable=True),
        sa.Column("sponsor", sa.String(length=40), nullable=True),
        sa.Column("sponsor_name", sa.String(length=60), nullable=True),
        sa.Column("village_collective", sa.Boolean(), nullable=True),
        sa.Column("state_assets", sa.Boolean(), nullable=True),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("village", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=True),
        sa.Column("urban_rural", sa.String(length=40), nullable=True),
        sa.Column("rural", sa.Boolean(), nullable=True),
        sa.Column("longitude", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Integer(), nullable=True),
        sa.Column("township_centre", sa.Boolean(), nullable=True),
        sa.Column("compound", sa.Boolean(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("principal", sa.String(length=20), nullable=True),
        sa.Column("principal_phone", sa.String(length=40), nullable=True),
        sa.Column("principal_filed", sa.Date(), nullable=True),
        sa.Column("licence", sa.String(length=40), nullable=True),
        sa.Column("licence_authority", sa.String(length=60), nullable=True),
        sa.Column("licence_issued", sa.Date(), nullable=True),
        sa.Column("licence_until", sa.Date(), nullable=True),
        sa.Column("legal_kind", sa.String(length=40), nullable=True),
        sa.Column("credit_code", sa.String(length=40), nullable=True),
        sa.Column("staffing_document", sa.String(length=60), nullable=True),
        sa.Column("staffing_posts", sa.Integer(), nullable=True),
        sa.Column("opened", sa.String(length=7), nullable=True),
        sa.Column("size_classes", sa.Integer(), nullable=True),
        sa.Column("site_area", sa.Integer(), nullable=True),
        sa.Column("building_area", sa.Integer(), nullable=True),
        sa.Column("activity_area", sa.Integer(), nullable=True),
        sa.Column("outdoor_area", sa.Integer(), nullable=True),
        sa.Column("planned", sa.String(length=40), nullable=True),
        sa.Column("list_url", sa.String(length=200), nullable=True),
        sa.Column("list_date", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_kindergarten_township")),
        sa.ForeignKeyConstraint(["village"], ["place.code"], name=op.f("fk_kindergarten_village")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_kindergarten")),
    )
    op.create_index("ix_kindergarten_code", "kindergarten", ["code", "uuid"], unique=False)
    op.create_index("ix_kindergarten_name", "kindergarten", ["name", "uuid"], unique=False)
    op.create_index("ix_kindergarten_phone", "kindergarten", ["phone", "uuid"], unique=False)
    op.create_index("ix_kindergarten_principal", "kindergarten", ["principal", "uuid"], unique=False)
    op.create_index("ix_kindergarten_rural", "kindergarten", ["rural", "uuid"], unique=False)
    op.create_index(op.f("ix_kindergarten_township"), "kindergarten", ["township"], unique=False)
    op.create_index(op.f("ix_kindergarten_village"), "kindergarten", ["village"], unique=False)
    op.create_table(
        "policy_clause",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("document", sa.String(length=32), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.String(length=2000), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["policy_document.uuid"], name=op.f("fk_policy_clause_document")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_policy_clause")),
    )
    op.create_index(op.f("ix_policy_clause_document"), "policy_clause", ["document"], unique=False)
    op.create_table(
        "school_link",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("plan", sa.String(length=100), nullable=True),
        sa.Column("plan_date", sa.Date(), nullable=True),
        sa.Column("zero_start", sa.Boolean(), nullable=True),
        sa.Column("contact", sa.String(length=20), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_school_link_township")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_school_link")),
    )
    op.create_index(op.f("ix_school_link_township"), "school_link", ["township"], unique=False)
    op.create_table(
        "supervisor",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("employer", sa.String(length=60), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("certificate", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("education", sa.String(length=40), nullable=True),
        sa.Column("experience", sa.Integer(), nullable=True),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("village", sa.String(length=32), nullable=True),
        sa.Column("term_from", sa.Date(), nullable=True),
        sa.Column("term_to", sa.Date(), nullable=True),
        sa.Column("term_number", sa.Integer(), nullable=True),
        sa.Column("load_least", sa.Integer(), nullable=True),
        sa.Column("load_most", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_supervisor_township")),
        sa.ForeignKeyConstraint(["village"], ["place.code"], name=op.f("fk_supervisor_village")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_supervisor")),
    )
    op.create_index(op.f("ix_supervisor_township"), "supervisor", ["township"], unique=False)
    op.create_index(op.f("ix_supervisor_village"), "supervisor", ["village"], unique=False)
    op.create_table(
        "alliance",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lead", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("shared", sa.String(length=200), nullable=True),
        sa.Column("legal_unity", sa.String(length=40), nullable=True),
        sa.Column("funds_unity", sa.String(length=40), nullable=True),
        sa.Column("staff_unity", sa.String(length=40), nullable=True),
        sa.Column("care_unity", sa.String(length=40), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["lead"], ["kindergarten.uuid"], name=op.f("fk_alliance_lead")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_alliance")),
    )
    op.create_index(op.f("ix_alliance_lead"), "alliance", ["lead"], unique=False)
    op.create_table(
        "annual_inspection",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("calendar_year", sa.Integer(), nullable=False),
        sa.Column("inspected", sa.Date(), nullable=True),
        sa.Column("inspector", sa.String(length=60), nullable=True),
        sa.Column("self_score", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("conclusion", sa.String(length=20), nullable=True),
        sa.Column("problems", sa.String(length=500), nullable=True),
        sa.Column("mended_by", sa.Date(), nullable=True),
        sa.Column("mended", sa.Date(), nullable=True),
        sa.Column("announced", sa.Date(), nullable=True),
        sa.Column("announced_url", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_annual_inspection_kindergarten")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_annual_inspection")),
        sa.UniqueConstraint(
            "kindergarten", "calendar_year", name=op.f("uq_annual_inspection_kindergarten_calendar_year")
        ),
    )
    op.create_table(
        "assignment",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("supervisor", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("plaque_printed", sa.Date(), nullable=True),
        sa.Column("plaque_posted", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_assignment_kindergarten")),
        sa.ForeignKeyConstraint(["supervisor"], ["supervisor.uuid"], name=op.f("fk_assignment_supervisor")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_kindergarten"), "assignment", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_assignment_supervisor"), "assignment", ["supervisor"], unique=False)
    op.create_table(
        "audit_report",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("calendar_year", sa.Integer(), nullable=False),
        sa.Column("auditor", sa.String(length=60), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("submitted", sa.Date(), nullable=True),
        sa.Column("submitted_to", sa.String(length=40), nullable=True),
        sa.Column("opinion", sa.String(length=40), nullable=True),
        sa.Column("income", sa.Integer(), nullable=True),
        sa.Column("income_fees", sa.Integer(), nullable=True),
        sa.Column("spending", sa.Integer(), nullable=True),
        sa.Column("spending_staff", sa.Integer(), nullable=True),
        sa.Column("problems", sa.String(length=500), nullable=True),
        sa.Column("mended", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_audit_report_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_audit_report")),
        sa.UniqueConstraint("kindergarten", "calendar_year", name=op.f("uq_audit_report_kindergarten_calendar_year")),
    )
    op.create_table(
        "category_evaluation",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("evaluated", sa.Date(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=True),
        sa.Column("team", sa.String(length=120), nullable=True),
        sa.Column("score_direction", sa.Integer(), nullable=True),
        sa.Column("score_care", sa.Integer(), nullable=True),
        sa.Column("score_process", sa.Integer(), nullable=True),
        sa.Column("score_setting", sa.Integer(), nullable=True),
        sa.Column("score_staff", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("published_url", sa.String(length=200), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("fee_allowed", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_category_evaluation_kindergarten")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_category_evaluation")),
    )
    op.create_index(op.f("ix_category_evaluation_kindergarten"), "category_evaluation", ["kindergarten"], unique=False)
    op.create_table(
        "class_room",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("band", sa.String(length=40), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("carers", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_class_room_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_class_room")),
    )
    op.create_index(op.f("ix_class_room_kindergarten"), "class_room", ["kindergarten"], unique=False)
    op.create_table(
        "compound_site",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=True),
        sa.Column("developer", sa.String(length=60), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("first_phase", sa.Date(), nullable=True),
        sa.Column("size_classes", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("building_area", sa.Integer(), nullable=True),
        sa.Column("completed", sa.Date(), nullable=True),
        sa.Column("handed_over", sa.Date(), nullable=True),
        sa.Column("receiver", sa.String(length=60), nullable=True),
        sa.Column("hand_over_document", sa.String(length=60), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("opened", sa.Date(), nullable=True),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("problem", sa.String(length=40), nullable=True),
        sa.Column("problem_told", sa.String(length=300), nullable=True),
        sa.Column("remedy", sa.String(length=40), nullable=True),
        sa.Column("remedy_by", sa.Date(), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_compound_site_kindergarten")),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_compound_site_township")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_compound_site")),
    )
    op.create_index(op.f("ix_compound_site_kindergarten"), "compound_site", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_compound_site_township"), "compound_site", ["township"], unique=False)
    op.create_table(
        "conduct_evaluation",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("evaluated", sa.Date(), nullable=False),
        sa.Column("team", sa.String(length=100), nullable=True),
        sa.Column("premises_score", sa.Integer(), nullable=True),
        sa.Column("premises_state", sa.String(length=40), nullable=True),
        sa.Column("safety_score", sa.Integer(), nullable=True),
        sa.Column("safety_state", sa.String(length=40), nullable=True),
        sa.Column("care_score", sa.Integer(), nullable=True),
        sa.Column("care_state", sa.String(length=40), nullable=True),
        sa.Column("staff_score", sa.Integer(), nullable=True),
        sa.Column("staff_state", sa.String(length=40), nullable=True),
        sa.Column("management_score", sa.Integer(), nullable=True),
        sa.Column("management_state", sa.String(length=40), nullable=True),
        sa.Column("conclusion", sa.String(length=40), nullable=True),
        sa.Column("problem", sa.String(length=1000), nullable=True),
        sa.Column("published", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_conduct_evaluation_kindergarten")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_conduct_evaluation")),
    )
    op.create_index(op.f("ix_conduct_evaluation_kindergarten"), "conduct_evaluation", ["kindergarten"], unique=False)
    op.create_table(
        "curriculum",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("project", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("begun", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("resources", sa.String(length=200), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=True),
        sa.Column("results", sa.String(length=300), nullable=True),
        sa.Column("award", sa.String(length=40), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_curriculum_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_curriculum")),
    )
    op.create_index(op.f("ix_curriculum_kindergarten"), "curriculum", ["kindergarten"], unique=False)
    op.create_table(
        "evaluator_duty",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("evaluator", sa.String(length=32), nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["evaluator"], ["evaluator.uuid"], name=op.f("fk_evaluator_duty_evaluator")),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_evaluator_duty_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_evaluator_duty")),
    )
    op.create_index(op.f("ix_evaluator_duty_evaluator"), "evaluator_duty", ["evaluator"], unique=False)
    op.create_index(op.f("ix_evaluator_duty_kindergarten"), "evaluator_duty", ["kindergarten"], unique=False)
    op.create_table(
        "fee_filing",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("per", sa.String(length=40), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("filed", sa.Date(), nullable=True),
        sa.Column("posted", sa.Date(), nullable=True),
        sa.Column("posted_how", sa.String(length=60), nullable=True),
        sa.Column("violation", sa.String(length=40), nullable=True),
        sa.Column("violation_told", sa.String(length=200), nullable=True),
        sa.Column("found", sa.Date(), nullable=True),
        sa.Column("handled", sa.Date(), nullable=True),
        sa.Column("refunded", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_fee_filing_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_fee_filing")),
    )
    op.create_index(op.f("ix_fee_filing_kindergarten"), "fee_filing", ["kindergarten"], unique=False)
    op.create_table(
        "four_independents",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("premises_state", sa.String(length=40), nullable=True),
        sa.Column("premises_date", sa.Date(), nullable=True),
        sa.Column("premises_evidence", sa.String(length=80), nullable=True),
        sa.Column("premises_reason", sa.String(length=200), nullable=True),
        sa.Column("legal_state", sa.String(length=40), nullable=True),
        sa.Column("legal_date", sa.Date(), nullable=True),
        sa.Column("legal_evidence", sa.String(length=80), nullable=True),
        sa.Column("legal_reason", sa.String(length=200), nullable=True),
        sa.Column("account_state", sa.String(length=40), nullable=True),
        sa.Column("account_date", sa.Date(), nullable=True),
        sa.Column("account_evidence", sa.String(length=80), nullable=True),
        sa.Column("account_reason", sa.String(length=200), nullable=True),
        sa.Column("management_state", sa.String(length=40), nullable=True),
        sa.Column("management_date", sa.Date(), nullable=True),
        sa.Column("management_evidence", sa.String(length=80), nullable=True),
        sa.Column("management_reason", sa.String(length=200), nullable=True),
        sa.Column("institution_number", sa.String(length=40), nullable=True),
        sa.Column("institution_date", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_four_independents_kindergarten")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_four_independents")),
        sa.UniqueConstraint("kindergarten", "year", name=op.f("uq_four_independents_kindergarten_year")),
    )
    op.create_table(
        "fund_payment",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("calendar_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("per_child", sa.Integer(), nullable=True),
        sa.Column("paid", sa.Integer(), nullable=True),
        sa.Column("due_by", sa.Date(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("sources", sa.String(length=120), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_fund_payment_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_fund_payment")),
    )
    op.create_index(op.f("ix_fund_payment_kindergarten"), "fund_payment", ["kindergarten"], unique=False)
    op.create_table(
        "incident",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("happened", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("grade", sa.String(length=40), nullable=True),
        sa.Column("injured", sa.Integer(), nullable=True),
        sa.Column("dead", sa.Integer(), nullable=True),
        sa.Column("told", sa.String(length=500), nullable=True),
        sa.Column("reported", sa.Date(), nullable=True),
        sa.Column("supervisor_there", sa.Date(), nullable=True),
        sa.Column("handled", sa.String(length=300), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_incident_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_incident")),
    )
    op.create_index(op.f("ix_incident_kindergarten"), "incident", ["kindergarten"], unique=False)
    op.create_table(
        "inclusive_recognition",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("ended", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(length=200), nullable=True),
        sa.Column("price_cap", sa.Integer(), nullable=True),
        sa.Column("posted", sa.Date(), nullable=True),
        sa.Column("posted_url", sa.String(length=200), nullable=True),
        sa.Column("support_service", sa.Boolean(), nullable=True),
        sa.Column("support_award", sa.Boolean(), nullable=True),
        sa.Column("support_rent", sa.Boolean(), nullable=True),
        sa.Column("support_teachers", sa.Boolean(), nullable=True),
        sa.Column("support_pairing", sa.Boolean(), nullable=True),
        sa.Column("support_research", sa.Boolean(), nullable=True),
        sa.Column("support_note", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_inclusive_recognition_kindergarten")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_inclusive_recognition")),
    )
    op.create_index(
        op.f("ix_inclusive_recognition_kindergarten"), "inclusive_recognition", ["kindergarten"], unique=False
    )
    op.create_table(
        "kindergarten_in_year",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("nature", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner"], ["kindergarten.uuid"], name=op.f("fk_kindergarten_in_year_owner"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("owner", "year", name=op.f("pk_kindergarten_in_year")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_kindergarten_in_year_nature", "kindergarten_in_year", ["year", "nature", "owner"], unique=False)
    op.create_index("ix_kindergarten_in_year_status", "kindergarten_in_year", ["year", "status", "owner"], unique=False)
    op.create_table(
        "kindergarten_nature",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["owner"], ["kindergarten.uuid"], name=op.f("fk_kindergarten_nature_owner")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_kindergarten_nature")),
        sa.UniqueConstraint("owner", "since", name=op.f("uq_kindergarten_nature_owner_since")),
    )
    op.create_index("ix_kindergarten_nature_value", "kindergarten_nature", ["value"], unique=False)
    op.create_table(
        "kindergarten_status",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["owner"], ["kindergarten.uuid"], name=op.f("fk_kindergarten_status_owner")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_kindergarten_status")),
        sa.UniqueConstraint("owner", "since", name=op.f("uq_kindergarten_status_owner_since")),
    )
    op.create_index("ix_kindergarten_status_value", "kindergarten_status", ["value"], unique=False)
    op.create_table(
        "licence_event",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("authority", sa.String(length=60), nullable=True),
        sa.Column("licence", sa.String(length=60), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("before", sa.String(length=120), nullable=True),
        sa.Column("after", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_licence_event_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_licence_event")),
    )
    op.create_index(op.f("ix_licence_event_kindergarten"), "licence_event", ["kindergarten"], unique=False)
    op.create_table(
        "public_build",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("responsible", sa.String(length=60), nullable=True),
        sa.Column("size_classes", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("building_area", sa.Integer(), nullable=True),
        sa.Column("invested_planned", sa.Integer(), nullable=True),
        sa.Column("invested", sa.Integer(), nullable=True),
        sa.Column("funds_from", sa.String(length=120), nullable=True),
        sa.Column("stopped", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_public_build_kindergarten")),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_public_build_township")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_public_build")),
    )
    op.create_index(op.f("ix_public_build_kindergarten"), "public_build", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_public_build_township"), "public_build", ["township"], unique=False)
    op.create_table(
        "publicity",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("theme", sa.String(length=120), nullable=False),
        sa.Column("content", sa.String(length=40), nullable=True),
        sa.Column("media", sa.String(length=60), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(length=200), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_publicity_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_publicity")),
    )
    op.create_index(op.f("ix_publicity_kindergarten"), "publicity", ["kindergarten"], unique=False)
    op.create_table(
        "rectification",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("supervisor", sa.String(length=32), nullable=True),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("clause_other", sa.String(length=80), nullable=True),
        sa.Column("grave", sa.Boolean(), nullable=True),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Date(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("first_due", sa.Date(), nullable=True),
        sa.Column("replied", sa.Date(), nullable=True),
        sa.Column("reply", sa.String(length=1000), nullable=True),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("check_result", sa.String(length=40), nullable=True),
        sa.Column("check_note", sa.String(length=500), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("children_placed", sa.Integer(), nullable=True),
        sa.Column("course", sa.String(length=2000), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_rectification_kindergarten")),
        sa.ForeignKeyConstraint(["supervisor"], ["supervisor.uuid"], name=op.f("fk_rectification_supervisor")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_rectification")),
    )
    op.create_index("ix_rectification_due_kindergarten", "rectification", ["due", "kindergarten"], unique=False)
    op.create_index(op.f("ix_rectification_kindergarten"), "rectification", ["kindergarten"], unique=False)
    op.create_index("ix_rectification_number_kindergarten", "rectification", ["number", "kindergarten"], unique=False)
    op.create_index(op.f("ix_rectification_supervisor"), "rectification", ["supervisor"], unique=False)
    op.create_table(
        "recusal",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("supervisor", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_recusal_kindergarten")),
        sa.ForeignKeyConstraint(["supervisor"], ["supervisor.uuid"], name=op.f("fk_recusal_supervisor")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_recusal")),
    )
    op.create_index(op.f("ix_recusal_kindergarten"), "recusal", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_recusal_supervisor"), "recusal", ["supervisor"], unique=False)
    op.create_table(
        "research_area",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("lead", sa.String(length=32), nullable=True),
        sa.Column("leader", sa.String(length=20), nullable=True),
        sa.Column("researcher", sa.String(length=20), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["lead"], ["kindergarten.uuid"], name=op.f("fk_research_area_lead")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_research_area")),
    )
    op.create_index(op.f("ix_research_area_lead"), "research_area", ["lead"], unique=False)
    op.create_table(
        "rural_upgrade",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=True),
        sa.Column("started", sa.Date(), nullable=True),
        sa.Column("planned", sa.Date(), nullable=True),
        sa.Column("finished", sa.Date(), nullable=True),
        sa.Column("invested", sa.Integer(), nullable=True),
        sa.Column("funds_from", sa.String(length=120), nullable=True),
        sa.Column("content", sa.String(length=300), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("children_placed", sa.Integer(), nullable=True),
        sa.Column("placing", sa.String(length=300), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_rural_upgrade_kindergarten")),
        sa.ForeignKeyConstraint(["target"], ["kindergarten.uuid"], name=op.f("fk_rural_upgrade_target")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_rural_upgrade")),
    )
    op.create_index(op.f("ix_rural_upgrade_kindergarten"), "rural_upgrade", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_rural_upgrade_target"), "rural_upgrade", ["target"], unique=False)
    op.create_table(
        "safety_check",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=True),
        sa.Column("inspector", sa.String(length=60), nullable=True),
        sa.Column("found", sa.Boolean(), nullable=True),
        sa.Column("hazard", sa.String(length=200), nullable=True),
        sa.Column("serious", sa.Boolean(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("measure", sa.String(length=200), nullable=True),
        sa.Column("closed", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_safety_check_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_safety_check")),
    )
    op.create_index(op.f("ix_safety_check_kindergarten"), "safety_check", ["kindergarten"], unique=False)
    op.create_table(
        "school_link_activity",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("link", sa.String(length=32), nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("theme", sa.String(length=100), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["link"], ["school_link.uuid"], name=op.f("fk_school_link_activity_link")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_school_link_activity")),
    )
    op.create_index(op.f("ix_school_link_activity_link"), "school_link_activity", ["link"], unique=False)
    op.create_table(
        "school_link_member",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("link", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("pilot", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_school_link_member_kindergarten")
        ),
        sa.ForeignKeyConstraint(["link"], ["school_link.uuid"], name=op.f("fk_school_link_member_link")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_school_link_member")),
    )
    op.create_index(op.f("ix_school_link_member_kindergarten"), "school_link_member", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_school_link_member_link"), "school_link_member", ["link"], unique=False)
    op.create_table(
        "showcase",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("calendar_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=100), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("held", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("experience", sa.String(length=500), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_showcase_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_showcase")),
    )
    op.create_index(op.f("ix_showcase_kindergarten"), "showcase", ["kindergarten"], unique=False)
    op.create_table(
        "teacher",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=True),
        sa.Column("gender", sa.String(length=40), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("education", sa.String(length=40), nullable=True),
        sa.Column("hire", sa.String(length=40), nullable=True),
        sa.Column("rank", sa.String(length=40), nullable=True),
        sa.Column("certificate", sa.String(length=40), nullable=True),
        sa.Column("certificate_number", sa.String(length=40), nullable=True),
        sa.Column("hired", sa.Date(), nullable=True),
        sa.Column("filed", sa.Date(), nullable=True),
        sa.Column("record_checked", sa.Date(), nullable=True),
        sa.Column("health_checked", sa.Date(), nullable=True),
        sa.Column("left", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_teacher_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_teacher")),
    )
    op.create_index(op.f("ix_teacher_kindergarten"), "teacher", ["kindergarten"], unique=False)
    op.create_table(
        "training_people",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("training", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("named", sa.String(length=300), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_training_people_kindergarten")),
        sa.ForeignKeyConstraint(["training"], ["training.uuid"], name=op.f("fk_training_people_training")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_training_people")),
    )
    op.create_index(op.f("ix_training_people_kindergarten"), "training_people", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_training_people_training"), "training_people", ["training"], unique=False)
    op.create_table(
        "unlicensed_site",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("township", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=120), nullable=True),
        sa.Column("holder", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("round", sa.String(length=40), nullable=True),
        sa.Column("found", sa.Date(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Integer(), nullable=True),
        sa.Column("disposal", sa.String(length=40), nullable=True),
        sa.Column("disposed", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=60), nullable=True),
        sa.Column("mended_by", sa.Date(), nullable=True),
        sa.Column("kindergarten", sa.String(length=32), nullable=True),
        sa.Column("barred_until", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_unlicensed_site_kindergarten")),
        sa.ForeignKeyConstraint(["township"], ["place.code"], name=op.f("fk_unlicensed_site_township")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_unlicensed_site")),
    )
    op.create_index(op.f("ix_unlicensed_site_kindergarten"), "unlicensed_site", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_unlicensed_site_township"), "unlicensed_site", ["township"], unique=False)
    op.create_table(
        "visit",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("visited", sa.Date(), nullable=False),
        sa.Column("supervisor", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("form", sa.String(length=200), nullable=True),
        sa.Column("theme", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=True),
        sa.Column("safety_state", sa.String(length=40), nullable=True),
        sa.Column("safety_seen", sa.String(length=500), nullable=True),
        sa.Column("conduct_state", sa.String(length=40), nullable=True),
        sa.Column("conduct_seen", sa.String(length=500), nullable=True),
        sa.Column("ethics_state", sa.String(length=40), nullable=True),
        sa.Column("ethics_seen", sa.String(length=500), nullable=True),
        sa.Column("other_state", sa.String(length=40), nullable=True),
        sa.Column("other_seen", sa.String(length=500), nullable=True),
        sa.Column("unchecked_reason", sa.String(length=200), nullable=True),
        sa.Column("process", sa.String(length=1000), nullable=True),
        sa.Column("advice", sa.String(length=1000), nullable=True),
        sa.Column("contact", sa.String(length=20), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_visit_kindergarten")),
        sa.ForeignKeyConstraint(["supervisor"], ["supervisor.uuid"], name=op.f("fk_visit_supervisor")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_visit")),
    )
    op.create_index("ix_visit_kindergarten_visited", "visit", ["kindergarten", "visited"], unique=False)
    op.create_index(op.f("ix_visit_supervisor"), "visit", ["supervisor"], unique=False)
    op.create_index("ix_visit_visited", "visit", ["visited"], unique=False)
    op.create_table(
        "year_report",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("classes_nursery", sa.Integer(), nullable=True),
        sa.Column("classes_junior", sa.Integer(), nullable=True),
        sa.Column("classes_middle", sa.Integer(), nullable=True),
        sa.Column("classes_senior", sa.Integer(), nullable=True),
        sa.Column("classes_mixed", sa.Integer(), nullable=True),
        sa.Column("classes_reported", sa.Integer(), nullable=True),
        sa.Column("classes_in_cap", sa.Integer(), nullable=True),
        sa.Column("children_nursery", sa.Integer(), nullable=True),
        sa.Column("children_junior", sa.Integer(), nullable=True),
        sa.Column("children_middle", sa.Integer(), nullable=True),
        sa.Column("children_senior", sa.Integer(), nullable=True),
        sa.Column("children_mixed", sa.Integer(), nullable=True),
        sa.Column("children_reported", sa.Integer(), nullable=True),
        sa.Column("children_rural", sa.Integer(), nullable=True),
        sa.Column("children_left_behind", sa.Integer(), nullable=True),
        sa.Column("children_aided", sa.Integer(), nullable=True),
        sa.Column("principals", sa.Integer(), nullable=True),
        sa.Column("principals_certified", sa.Integer(), nullable=True),
        sa.Column("teachers", sa.Integer(), nullable=True),
        sa.Column("teachers_posted", sa.Integer(), nullable=True),
        sa.Column("teachers_certified", sa.Integer(), nullable=True),
        sa.Column("teachers_postgraduate", sa.Integer(), nullable=True),
        sa.Column("teachers_bachelor", sa.Integer(), nullable=True),
        sa.Column("teachers_college", sa.Integer(), nullable=True),
        sa.Column("teachers_below", sa.Integer(), nullable=True),
        sa.Column("carers", sa.Integer(), nullable=True),
        sa.Column("health_staff", sa.Integer(), nullable=True),
        sa.Column("cooks", sa.Integer(), nullable=True),
        sa.Column("guards", sa.Integer(), nullable=True),
        sa.Column("other_staff", sa.Integer(), nullable=True),
        sa.Column("fee_care", sa.Integer(), nullable=True),
        sa.Column("fee_meals", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_year_report_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_year_report")),
        sa.UniqueConstraint("kindergarten", "year", name=op.f("uq_year_report_kindergarten_year")),
    )
    op.create_index(
        "ix_year_report_teachers", "year_report", ["year", "teachers", "kindergarten", "uuid"], unique=False
    )
    op.create_table(
        "alliance_member",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("alliance", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("same_legal", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["alliance"], ["alliance.uuid"], name=op.f("fk_alliance_member_alliance")),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_alliance_member_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_alliance_member")),
    )
    op.create_index(op.f("ix_alliance_member_alliance"), "alliance_member", ["alliance"], unique=False)
    op.create_index(op.f("ix_alliance_member_kindergarten"), "alliance_member", ["kindergarten"], unique=False)
    op.create_table(
        "build_milestone",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("build", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("planned", sa.Date(), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=80), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["build"], ["public_build.uuid"], name=op.f("fk_build_milestone_build")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_build_milestone")),
        sa.UniqueConstraint("build", "step", name=op.f("uq_build_milestone_build_step")),
    )
    op.create_table(
        "compound_step",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=True),
        sa.Column("done", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(length=80), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["compound_site.uuid"], name=op.f("fk_compound_step_site")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_compound_step")),
        sa.UniqueConstraint("site", "step", name=op.f("uq_compound_step_site_step")),
    )
    op.create_table(
        "research_activity",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("held", sa.Date(), nullable=False),
        sa.Column("theme", sa.String(length=100), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("host", sa.String(length=32), nullable=True),
        sa.Column("kindergartens", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("expert", sa.String(length=40), nullable=True),
        sa.Column("solved", sa.String(length=300), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["research_area.uuid"], name=op.f("fk_research_activity_area")),
        sa.ForeignKeyConstraint(["host"], ["kindergarten.uuid"], name=op.f("fk_research_activity_host")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_research_activity")),
    )
    op.create_index(op.f("ix_research_activity_area"), "research_activity", ["area"], unique=False)
    op.create_index(op.f("ix_research_activity_host"), "research_activity", ["host"], unique=False)
    op.create_table(
        "research_member",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("area", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["area"], ["research_area.uuid"], name=op.f("fk_research_member_area")),
        sa.ForeignKeyConstraint(["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_research_member_kindergarten")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_research_member")),
    )
    op.create_index(op.f("ix_research_member_area"), "research_member", ["area"], unique=False)
    op.create_index(op.f("ix_research_member_kindergarten"), "research_member", ["kindergarten"], unique=False)
    op.create_table(
        "unlicensed_check",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=True),
        sa.Column("inspector", sa.String(length=60), nullable=True),
        sa.Column("told", sa.String(length=200), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["site"], ["unlicensed_site.uuid"], name=op.f("fk_unlicensed_check_site")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_unlicensed_check")),
    )
    op.create_index(op.f("ix_unlicensed_check_site"), "unlicensed_check", ["site"], unique=False)
    op.create_table(
        "unlicensed_placing",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("site", sa.String(length=32), nullable=False),
        sa.Column("kindergarten", sa.String(length=32), nullable=False),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("placed", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["kindergarten"], ["kindergarten.uuid"], name=op.f("fk_unlicensed_placing_kindergarten")
        ),
        sa.ForeignKeyConstraint(["site"], ["unlicensed_site.uuid"], name=op.f("fk_unlicensed_placing_site")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_unlicensed_placing")),
    )
    op.create_index(op.f("ix_unlicensed_placing_kindergarten"), "unlicensed_placing", ["kindergarten"], unique=False)
    op.create_index(op.f("ix_unlicensed_placing_site"), "unlicensed_placing", ["site"], unique=False)
    op.create_table(
        "visit_finding",
        sa.Column("uuid", sa.String(length=32), nullable=False),
        sa.Column("visit", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=40), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("clause", sa.String(length=40), nullable=True),
        sa.Column("clause_other", sa.String(length=80), nullable=True),
        sa.Column("grave", sa.Boolean(), nullable=True),
        sa.Column("mended", sa.Boolean(), nullable=True),
        sa.Column("rectification", sa.String(length=32), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(["rectification"], ["rectification.uuid"], name=op.f("fk_visit_finding_rectification")),
        sa.ForeignKeyConstraint(["visit"], ["visit.uuid"], name=op.f("fk_visit_finding_visit")),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_visit_finding")),
    )
    op.create_index(op.f("ix_visit_finding_rectification"), "visit_finding", ["rectification"], unique=False)
    op.create_index(op.f("ix_visit_finding_visit"), "visit_finding", ["visit"], unique=False)
    _index_totals("children", CHILDREN, "children_reported")
    _index_totals("classes", CLASSES, "classes_reported")
    _index_totals("staff", STAFF, "NULL")


BANDS = ("nursery", "junior", "middle", "senior", "mixed")
CHILDREN = [f"children_{band}" for band in BANDS]
CLASSES = [f"classes_{band}" for band in BANDS]
STAFF = ["principals", "teachers", "carers", "health_staff", "cooks", "guards", "other_staff"]


def _index_totals(name: str, columns: list[str], otherwise: str) -> None:
    """The sum of those columns, blank only when all are blank; SQLite knows it again by its very words."""
    blank = " AND ".join(f"{column} IS NULL" for column in columns)
    added = " + ".join(f"coalesce({column}, 0)" for column in columns)
    total = f"CASE WHEN ({blank}) THEN {otherwise} ELSE {added} END"
    op.execute(f"CREATE INDEX ix_year_report_{name} ON year_report (year, {total}, kindergarten, uuid)")
