"""The first thing that runs, by whatever Python there is. Even an old one must be able to read this file.

It finds a Python that is new enough, or says in a sentence that there is none, and hands over to `install.py`.
"""

import os
import runpy
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11")
CHECK = "import sys; sys.exit(sys.version_info < (3, 11))"


def main() -> None:
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if sys.version_info < OLDEST:
        find_newer()
    os.chdir(root)
    sys.path[0] = root
    runpy.run_module("portal.launch.install", run_name="__main__")


def find_newer() -> None:
    """Go on with a newer Python of this machine, or say that there is none."""
    for name in NEWER:
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", CHECK], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path] + sys.argv)  # noqa: RUF005, S606
    sys.exit(
        "The portal needs Python 3.11 or newer; {} is {}.{}. Please install a newer one, or name it: "
        "make run PYTHON=/path/to/python3.11".format(sys.executable, *sys.version_info[:2])
    )


if __name__ == "__main__":
    main()
