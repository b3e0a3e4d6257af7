"""One module for each section of a report: a function from kit and model to flowables."""
