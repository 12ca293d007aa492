"""The extract of the register: a sheet in Arabic with French beside, that says whether it is the current one."""

from twiza.registry.paper.extract import KIND, SUBJECT, current_extract, issue_extract, renew_extract

__all__ = ["KIND", "SUBJECT", "current_extract", "issue_extract", "renew_extract"]
