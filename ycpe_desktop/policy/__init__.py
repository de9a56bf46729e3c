"""What the regulations ask: dated numbers, indicators, checks, and the way to 审核通过."""
