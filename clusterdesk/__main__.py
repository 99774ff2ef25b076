"""The way in: `python -m clusterdesk`, and the command `clusterdesk`."""

import gc
import sys

gc.disable()  # what is loaded at the start is no garbage; looking for some would take a tenth of the start

from clusterdesk.app import run  # noqa: E402


def main() -> None:
    """Do what the command line says, and leave with its code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # there are none under pythonw
            stream.reconfigure(errors="replace")  # a letter that the terminal lacks is no reason to fail
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
