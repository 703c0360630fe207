"""Groups of texts, their tree, their names, and how sure they are."""
