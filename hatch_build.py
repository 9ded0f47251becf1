"""Builds the indexes of the bundled texts into the wheel, so that the first question is answered at once."""

import shutil
import sys
import tempfile
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedIndexes(BuildHookInterface[Any]):
    """Makes the indexes with bpffaq itself, which is why a build needs the dependencies for reading documents. An
    editable install and a checkout have none, since their texts may change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the indexes in a directory of their own, from which they are packaged."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        try:
            from faq.library.ship import ship
            from faq.sources.shipped import INDEXES

            self._place = tempfile.mkdtemp()
            ship(self._place)
        finally:
            sys.path.remove(self.root)
            sys.dont_write_bytecode = kept
        build_data["force_include"][self._place] = f"faq/{INDEXES}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the directory after packaging."""
        if version != "editable":
            shutil.rmtree(self._place)
