"""Documents in the window: what can be made, the page of one, what was issued and received."""
