"""What pages read of papers."""

from __future__ import annotations

from twiza.papers.models import ALPHABET, Paper


def current(subject_kind: str, subject_key: str) -> list[Paper]:
    """The current papers of a record with their files, by kind. One query."""
    found = Paper.objects.filter(subject_kind=subject_kind, subject_key=subject_key, replaced_at__isnull=True)
    return list(found.select_related("pdf", "docx").order_by("kind"))


def history(subject_kind: str, subject_key: str, kind: str) -> list[Paper]:
    """All versions of one paper with their files, the newest first. One query."""
    found = Paper.objects.filter(subject_kind=subject_kind, subject_key=subject_key, kind=kind)
    return list(found.select_related("pdf", "docx").order_by("-version"))


def canonical(code: str) -> str:
    """A code as it is printed, however it was typed; what cannot be one comes back as it was.

    >>> canonical("k7qm 2rxd 9fht")
    'K7QM-2RXD-9FHT'
    """
    letters = "".join(letter for letter in code.upper() if letter not in " -_.")
    if len(letters) != 12 or set(letters) - set(ALPHABET):
        return code
    return "-".join(letters[i : i + 4] for i in (0, 4, 8))


def by_code(code: str) -> Paper | None:
    """The paper of a code in its printed form, or nothing. One query."""
    return Paper.objects.select_related("pdf", "docx").filter(code=code).first()


def successor(paper: Paper) -> Paper | None:
    """The version that came right after, or nothing where it was withdrawn or is the current one."""
    if paper.replaced_at is None:
        return None
    later = Paper.objects.filter(subject_kind=paper.subject_kind, subject_key=paper.subject_key, kind=paper.kind)
    return later.filter(version=paper.version + 1).first()
