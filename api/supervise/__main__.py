"""`python -m api.supervise`."""

import sys

from api.supervise import up

if __name__ == "__main__":
    sys.exit(up())
