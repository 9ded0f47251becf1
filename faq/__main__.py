"""``python -m faq``: the same as the command ``bpffaq``."""

import sys

from faq.cli.main import process

if __name__ == "__main__":
    sys.exit(process())
