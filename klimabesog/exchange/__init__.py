"""What goes in and out as files: bundles between laptops, companies from a spreadsheet."""
