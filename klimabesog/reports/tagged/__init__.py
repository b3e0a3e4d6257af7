"""Tagged PDF (PDF/UA-1 and PDF/A-2a in one file) on plain reportlab.

A structure tree, marked content and metadata are written around what reportlab's flowables draw.
Whatever nobody marked becomes an artifact.
"""
