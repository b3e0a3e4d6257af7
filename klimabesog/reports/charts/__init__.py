"""Charts as plain shapes with their alternative text, drawn into the PDF here and by the window there.

Numbers, labels and the text for a screen reader come from the same data.
"""
