"""Loading an existing register from a table: read strictly, looked through by a person, loaded whole, undone whole."""
