"""A visit: the workspace with its outline, questions, notes and result, and the ways to see it."""
