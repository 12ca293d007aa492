"""Ties the entries that were written before there was a chain, and guards the links as the entries are."""

from django.db import migrations

from twiza.journal import chain, triggers


def tie(apps, schema_editor):
    Entry, Link, Head = (apps.get_model("journal", name) for name in ("Entry", "Link", "Head"))
    number, last = 0, chain.START
    links = []
    for entry in Entry.objects.order_by("pk").iterator():
        digest = chain.digest_of(entry)
        number += 1
        now = chain.hash_of(number, last, digest)
        links.append(Link(number=number, entry_id=entry.pk, previous=last, digest=digest, hash=now))
        last = now
    Link.objects.bulk_create(links, batch_size=1000)
    Head.objects.create(pk=1, number=number, hash=last)
    triggers.install(schema_editor.connection)  # SQLite remade the table of entries, without its triggers


def untie(apps, schema_editor):
    triggers.remove(schema_editor.connection, ("journal_link",))


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_chain")]

    operations = [migrations.RunPython(tie, untie)]
