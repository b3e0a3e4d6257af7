"""All companies at once, at any day: what each case has come to, read from records alone; no form is opened."""
