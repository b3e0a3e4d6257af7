"""Hvor kommer det fra? What each number that a person sees is made of, worked out when it is asked for."""
