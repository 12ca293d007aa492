"""The checks beyond the schema, one file for each kind."""
