"""Builds the territorial files of Morocco's pack from published tables, maps and grids."""
