"""The page Faktorer og priser, and what a visit borrows of it: the table, and the dialog for one number."""
