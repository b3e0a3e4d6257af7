"""How fast it feels, beside the bare floor in the same run: `python -m tests.bench`. Nothing here asserts a time."""
