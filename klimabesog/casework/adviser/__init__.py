"""An energy adviser's figures on their way into a case: read from the workbook, reviewed, then taken over.

`sheet` reads the file, `review` says what it would change, `taking` does what was approved.
"""
