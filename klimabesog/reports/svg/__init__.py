"""Plain SVG drawings (a municipality's logo) as shapes for the page; `drawing.read` is where to begin."""
