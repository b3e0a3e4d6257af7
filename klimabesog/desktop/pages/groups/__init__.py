"""Netværk in the window: groups of companies, themes they share, waste one can use of another, joint measures."""
