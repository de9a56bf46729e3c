"""园所填报表: one workbook a kindergarten, sent out by the county, filled in by its head and read back."""
