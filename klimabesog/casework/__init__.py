"""What an officer does: open a visit, answer, undo, see what is missing, finish, issue, share. No Qt, no SQL."""
