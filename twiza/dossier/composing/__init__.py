"""The papers of a founding file, made from its one dataset and the sentences of its law."""

from twiza.dossier.composing.renewing import PaperChanged, renew, signed_pdf, wanting

__all__ = ["PaperChanged", "renew", "signed_pdf", "wanting"]
