"""Triggers that refuse to change or remove journal entries."""

from django.db import migrations

from twiza.journal import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection, ("journal_entry",))


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection, ("journal_entry",))


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
