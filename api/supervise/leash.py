"""Run a command on a leash: should the process that started it die, however suddenly, the command is told to end.

Called as `python -I -S leash.py PARENT COMMAND...`, it turns itself into the command. Linux keeps the request
across the change; elsewhere the command simply runs. A module of its own because Python cannot safely run code
between fork and exec in a process that has threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the request was made
            sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
