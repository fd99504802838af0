"""Tables of reports to rows of cells: workbooks and JSON of any shape, and what their columns are."""
