"""The documents that can be made: what each is about (`subject`), which there are (`offers`), one module each."""
