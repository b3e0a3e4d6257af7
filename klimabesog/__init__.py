"""Klimabesøg: climate visits to companies, from the first meeting to the follow-up."""

__version__ = "0.1.0"
