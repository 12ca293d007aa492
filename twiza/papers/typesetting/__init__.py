"""From plain data to paper: PDF by typst, DOCX by python-docx. Data are only ever data, never markup."""

from twiza.papers.typesetting.cleaning import DRAWINGS, balanced, cleaned
from twiza.papers.typesetting.codes import qr
from twiza.papers.typesetting.pdf import PaperError, let_typst_forget, pdf, pdf_within

__all__ = ["DRAWINGS", "PaperError", "balanced", "cleaned", "let_typst_forget", "pdf", "pdf_within", "qr"]
