"""One module per domain or page: ``ROWS`` for addresses of no scoped thing, ``SCOPED`` for those of one."""

import importlib
import pkgutil


def gathered(name: str) -> tuple:
    """What the modules of this folder give under a name, in the order of their names."""
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    found = [importlib.import_module(f"{__name__}.{module}") for module in modules]
    return tuple(row for module in found for row in getattr(module, name, ()))
