"""Charts as matplotlib figures, without Qt and without pyplot; import :mod:`.figures` only where one is drawn."""
