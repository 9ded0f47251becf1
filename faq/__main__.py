"""``python -m faq``: the same as the command ``bpffaq``."""

import sys

from faq.cli import main

if __name__ == "__main__":
    sys.exit(main())
