"""What a case, and the whole portfolio, look like as workbooks: the numbers of the screen and the report as plain data.

`case.case_workbook` and `portfolio.portfolio_workbook` are where to begin; `columns` is the sheet an adviser fills.
"""
