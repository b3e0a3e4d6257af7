"""What every room may use: errors, ids, clock, Danish numbers and dates, texts, resource files."""
