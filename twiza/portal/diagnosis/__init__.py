"""The territorial diagnosis of a place as a paper: gathered as plain data, set by typst."""

from twiza.portal.diagnosis.edition import Edition
from twiza.portal.diagnosis.issuing import issue

__all__ = ["Edition", "issue"]
