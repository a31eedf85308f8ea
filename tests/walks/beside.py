"""What is done beside a running site, in its home, by the services people use."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__).with_name("declaring.py")


def beside(site: Any, **asked: Any) -> str:
    """What ``declaring.py`` prints for this."""
    settings = {"DJANGO_SETTINGS_MODULE": "portulan.site.settings.local"}
    environment = {**os.environ, **site.environment, **settings}
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), json.dumps(asked)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()[-1]
