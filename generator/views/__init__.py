"""What templates get to see: one module a kind of site page, a digest goes in, planned pages come out.

View types are frozen and complete: a template loops over them and asks whether something is there, nothing else.
"""
