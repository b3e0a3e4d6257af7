"""Groups of companies, and what companies have in common: themes, waste one can use of another, joint measures."""
