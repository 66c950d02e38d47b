"""What tells the rows of each table apart, and which rows of other tables they belong to."""

# No two rows of a table have the same values in these columns; issues have no key.
KEYS: dict[str, tuple[str, ...]] = {
    "plans": ("plan_id",),
    "sections": ("section_id",),
    "tasks": ("task_id",),
    "targets": ("target_id",),
    "responsibilities": ("plan_id", "task_id", "section_id", "role", "position"),
    "citations": ("plan_id", "task_id", "section_id", "position"),
    "tables": ("table_id", "position"),
    "issues": (),
}
# By column, the table that has the row it names; null where there is none.
REFERENCES = {"plan_id": "plans", "section_id": "sections", "task_id": "tasks"}
