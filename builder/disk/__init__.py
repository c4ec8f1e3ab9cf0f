"""The only rooms that touch files: each reads or writes one kind of thing."""
