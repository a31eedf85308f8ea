#!/usr/bin/env bash
# Says what the machine lacks before anything is installed, with the exact line that mends it.
set -u
python=${1:-python3}

lacks() {
    printf 'Portulan needs %s.\nOn Debian or Ubuntu:  sudo apt-get install -y %s\n' "$1" "$2" >&2
    exit 1
}

command -v "$python" >/dev/null 2>&1 || lacks "Python 3.11 or newer" "python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    { echo "Portulan needs Python 3.11 or newer; $python is $("$python" -V 2>&1). Give another: make run PYTHON=python3.12" >&2; exit 1; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || lacks "the venv module of Python" "python3-venv"
