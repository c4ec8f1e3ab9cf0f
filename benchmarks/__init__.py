"""How fast and how large: the builder beside MkDocs, and its growth with the text."""
