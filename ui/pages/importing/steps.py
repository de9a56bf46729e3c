"""The four steps of an import, and the result after them."""

FILE, SHEETS, COLUMNS, REVIEW, RESULT = range(5)
TITLES = ("文件", "这是什么表", "列对应", "核对")
