"""XPath 1.0 with the ODK functions: `parse` gives a syntax tree, `compile_text` a closure over a Context."""
