"""Secrets of second factors that were written before they were sealed."""

from django.db import migrations

from twiza.sealing.keys import seal, unseal

FIELDS = {"totp": "secret", "recovery_codes": "seed"}


def _each(apps, change):
    for one in apps.get_model("mfa", "Authenticator").objects.filter(type__in=FIELDS).order_by("pk"):
        field = FIELDS[one.type]
        if field in one.data:
            one.data[field] = change(one.data[field])
            one.save(update_fields=["data"])


def forwards(apps, schema_editor):
    _each(apps, seal)


def backwards(apps, schema_editor):
    _each(apps, unseal)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_people_bodies_consent"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(forwards, backwards)]
