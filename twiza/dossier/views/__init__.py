"""Pages of the dossier area, one module for each capability."""
