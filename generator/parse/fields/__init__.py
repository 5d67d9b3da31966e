"""Recognisers: one kind of field a module, each a pure function over one line's text."""
