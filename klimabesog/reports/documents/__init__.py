"""The types of document, one module each: the model if it has its own, and how it is written (`KIND`)."""
