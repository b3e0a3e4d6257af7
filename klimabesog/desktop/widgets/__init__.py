"""Building blocks of the window; each knows nothing of casework."""
