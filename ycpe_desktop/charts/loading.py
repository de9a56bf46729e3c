"""Loading matplotlib without its look at every font of the computer, which takes seconds the first time on a new one.

The charts use the bundled font, matplotlib's own, and of the computer's one that is known by its file.
"""

import os
import tempfile
from pathlib import Path

CACHE = "matplotlib"
_IGNORE = "MPL_IGNORE_SYSTEM_FONTS"


def load_matplotlib(data_folder: Path) -> None:
    """To be called before anything else imports it. Its list of fonts is kept in the data folder, in a temporary one
    where that cannot be written.

    A frozen program comes with a folder set for it that goes at each end: the list would be made anew at every start.
    """
    writable = os.access(data_folder, os.W_OK)
    cache = data_folder / CACHE if writable else Path(tempfile.gettempdir()) / f"ycpe-{CACHE}"
    os.environ["MPLCONFIGDIR"] = str(cache)
    os.environ[_IGNORE] = "1"
    try:
        import matplotlib.font_manager  # noqa: F401  # making the list is what this is about
    finally:
        # While it is set no font outside matplotlib's own folder is found, not even the bundled one.
        os.environ.pop(_IGNORE, None)
