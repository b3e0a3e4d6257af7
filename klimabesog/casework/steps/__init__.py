"""A company's six steps (Carbon 20): a form for each, filled in with what the case knows, and what follows from them.

`book.StepBook` is where to begin; `facts` tells how far a company has come from the records alone, without a form.
"""
