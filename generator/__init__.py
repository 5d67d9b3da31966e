"""Baozhai (报摘): raw newspaper pages in, a bilingual digest site out."""

__version__ = "0.1.0"
