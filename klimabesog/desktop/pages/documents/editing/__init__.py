"""Changing a document before it is issued, beside its preview."""
