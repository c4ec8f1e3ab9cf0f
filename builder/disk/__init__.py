"""The only room that touches files: each module reads or writes one kind of thing."""
