"""The database itself refuses to change or delete what the journal holds.

A later migration that rebuilds one of these tables on SQLite loses its triggers and must put them back.
"""

from django.db import migrations

_UNCHANGED = "NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.field = OLD.field"
_BLANK = "NEW.before IS NULL AND NEW.after IS NULL"

SQLITE = (
    """CREATE TRIGGER journal_entry_update BEFORE UPDATE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry is never changed'); END""",
    """CREATE TRIGGER journal_entry_delete BEFORE DELETE ON journal_entry
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry is never deleted'); END""",
    # INSERT OR REPLACE deletes without asking the trigger on DELETE
    """CREATE TRIGGER journal_entry_replace BEFORE INSERT ON journal_entry
       WHEN EXISTS (SELECT 1 FROM journal_entry WHERE id = NEW.id OR uid = NEW.uid)
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry is never replaced'); END""",
    f"""CREATE TRIGGER journal_personalvalue_update BEFORE UPDATE ON journal_personalvalue
       WHEN NOT ({_UNCHANGED} AND {_BLANK})
       BEGIN SELECT RAISE(ABORT, 'a personal value of the journal may only be blanked'); END""",
    """CREATE TRIGGER journal_personalvalue_delete BEFORE DELETE ON journal_personalvalue
       BEGIN SELECT RAISE(ABORT, 'a personal value of the journal may only be blanked'); END""",
    """CREATE TRIGGER journal_personalvalue_replace BEFORE INSERT ON journal_personalvalue
       WHEN EXISTS (SELECT 1 FROM journal_personalvalue
                    WHERE id = NEW.id OR (entry_id = NEW.entry_id AND field = NEW.field))
       BEGIN SELECT RAISE(ABORT, 'a personal value of the journal is never replaced'); END""",
)

POSTGRESQL = (
    """CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME; END $$""",
    """CREATE TRIGGER journal_entry_append_only BEFORE UPDATE OR DELETE ON journal_entry
       FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_entry_no_truncate BEFORE TRUNCATE ON journal_entry
       FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
    f"""CREATE TRIGGER journal_personalvalue_blank_only BEFORE UPDATE ON journal_personalvalue
       FOR EACH ROW WHEN (NOT ({_UNCHANGED} AND {_BLANK})) EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_personalvalue_no_delete BEFORE DELETE ON journal_personalvalue
       FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_personalvalue_no_truncate BEFORE TRUNCATE ON journal_personalvalue
       FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
)

STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def refuse_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor not in STATEMENTS:
        raise NotImplementedError(f"The journal cannot be kept append-only on {vendor}: use SQLite or PostgreSQL.")
    for statement in STATEMENTS[vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_create_journal")]

    operations = [migrations.RunPython(refuse_changes, elidable=False)]
