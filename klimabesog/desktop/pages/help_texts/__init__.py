"""Tilskud og hjælp in the window: the page where the texts are kept, and the list of those that fit."""
