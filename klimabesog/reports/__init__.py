"""Documents as accessible, archivable PDF, made from a plain report model.

Import the module you need (`reports.model`, `reports.build`): nothing heavy is loaded from here.
"""
