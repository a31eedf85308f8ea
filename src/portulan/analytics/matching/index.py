"""The registry file: named sections behind a header, mapped in memory; nothing is copied but two tries."""

import hashlib
import json
import mmap
import struct
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
import numpy.typing as npt

MAGIC = b"PORTULAN-REGISTRY"
FORMAT = 2
STATUSES = ("active", "inactive", "withdrawn")
RELATIONS = ("parent", "child", "related", "successor", "predecessor")
_SUCCESSOR = RELATIONS.index("successor")
_ALIGN = 64
_HEAD = struct.Struct("<17sBQ")

Array = npt.NDArray[Any]


class RegistryError(Exception):
    """A registry file that cannot be used; the text says why and what to do."""


def write(
    path: Path, *, meta: Mapping[str, Any], arrays: Mapping[str, Array], blobs: Mapping[str, bytes]
) -> None:
    """Write a registry file; the same content gives the same bytes. Nothing is left half-written."""
    parts = {name: (array.tobytes(), array.dtype.str) for name, array in arrays.items()}
    parts |= {name: (content, "bytes") for name, content in blobs.items()}
    places, body = {}, bytearray()
    for name, (content, kind) in parts.items():
        body += b"\0" * (-len(body) % _ALIGN)
        places[name] = (len(body), len(content), kind)
        body += content
    told = {**meta, "sections": places, "sha256": hashlib.sha256(body).hexdigest(), "length": len(body)}
    header = json.dumps(told, ensure_ascii=False, sort_keys=True).encode()
    header += b" " * (-(len(header) + _HEAD.size) % _ALIGN)
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(_HEAD.pack(MAGIC, FORMAT, len(header)) + header + body)
    partial.replace(path)


class Registry:
    """A registry file, open. Sections are attributes of ``arrays``; ``keys`` and ``words`` are tries."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._map = _mapped(path)
        self.meta, start = _header(self._map, path)
        self._start = start
        if start + self.meta["length"] > len(self._map):
            raise RegistryError(f"{path} is cut short: build it again with portulan registry build.")
        self.arrays = {
            name: self._array(name) for name, one in self.meta["sections"].items() if one[2] != "bytes"
        }
        self.keys = marisa_trie.Trie().frombytes(bytes(self.blob("keys")))
        self.words = marisa_trie.Trie().frombytes(bytes(self.blob("words")))
        self._rors, self._display, self._cities = (
            self.blob(one) for one in ("rors", "display", "city_names")
        )
        self._names, self._status = self.view("name_start"), self.view("org_status")
        self._city, self._country = self.view("city_name_start"), self.view("org_country")
        self._rel_start, self._rel_kind = self.view("relation_start"), self.view("relation_kind")
        self._rel_org = self.view("relation_org")
        self.organisations = len(self._rors) // 9

    def ror(self, org: int) -> str:
        """The nine characters of an organisation, by its number in the registry."""
        return bytes(self._rors[9 * org : 9 * org + 9]).decode()

    def number(self, ror: str) -> int:
        """The number of an organisation by its nine characters (they are in order), or -1."""
        place = bisect_left(range(self.organisations), ror, key=self.ror)
        return place if place < self.organisations and self.ror(place) == ror else -1

    def name(self, org: int) -> str:
        """The name the registry shows for it."""
        return bytes(self._display[self._names[org] : self._names[org + 1]]).decode()

    def city(self, org: int) -> str:
        """The city it stands in, as the registry writes it."""
        return bytes(self._cities[self._city[org] : self._city[org + 1]]).decode()

    def country(self, org: int) -> str:
        """Its country, ISO 3166-1 alpha-2."""
        return str(self.meta["countries"][self._country[org]])

    def status(self, org: int) -> str:
        """active, inactive or withdrawn."""
        return STATUSES[self._status[org]]

    def relations(self, org: int) -> list[tuple[int, int]]:
        """Kind (its place in RELATIONS) and number of the organisations related to one."""
        start, end = self._rel_start[org], self._rel_start[org + 1]
        return list(zip(self._rel_kind[start:end], self._rel_org[start:end], strict=True))

    def current(self, org: int) -> int:
        """The record in use: itself, or what succeeded an inactive or withdrawn one, however far."""
        if self._status[org] == 0:
            return org
        seen = {org}
        while self._status[org] != 0:
            after = [other for kind, other in self.relations(org) if kind == _SUCCESSOR and other not in seen]
            if not after:
                return org
            org = after[0]
            seen.add(org)
        return org

    @property
    def release(self) -> str:
        """The release of the registry the file was built from."""
        return str(self.meta["release"])

    @property
    def identity(self) -> str:
        """The first characters of the hash of its content."""
        return str(self.meta["sha256"])[:12]

    def blob(self, name: str) -> memoryview:
        """The bytes of a section, not copied."""
        start, length, _ = self.meta["sections"][name]
        return memoryview(self._map)[self._start + start : self._start + start + length]

    def view(self, name: str) -> memoryview:
        """A section as a typed memory view: reading one number from it is quicker than from an array."""
        kind = np.dtype(self.meta["sections"][name][2]).char
        return self.blob(name).cast(kind)

    def _array(self, name: str) -> Array:
        start, length, kind = self.meta["sections"][name]
        return np.frombuffer(
            self._map, np.dtype(kind), length // np.dtype(kind).itemsize, self._start + start
        )

    def verify(self) -> None:
        """Raise RegistryError when the content is not what was written."""
        body = memoryview(self._map)[self._start : self._start + self.meta["length"]]
        if hashlib.sha256(body).hexdigest() != self.meta["sha256"]:
            raise RegistryError(f"{self.path} was changed after it was built: build it again.")


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise RegistryError(f"There is no file {path}: make it with portulan registry build.") from error
    except (OSError, ValueError) as error:
        raise RegistryError(f"{path} cannot be read as a registry: {error}. Build it again.") from error


def _header(mapped: mmap.mmap, path: Path) -> tuple[dict[str, Any], int]:
    if len(mapped) < _HEAD.size or mapped[: len(MAGIC)] != MAGIC:
        raise RegistryError(f"{path} is not a registry file: make one with portulan registry build.")
    _, version, length = _HEAD.unpack(mapped[: _HEAD.size])
    if version != FORMAT:
        raise RegistryError(
            f"{path} is of format {version}, and this Portulan reads format {FORMAT}: build it again."
        )
    if _HEAD.size + length > len(mapped):
        raise RegistryError(f"{path} is cut short: build it again with portulan registry build.")
    return json.loads(mapped[_HEAD.size : _HEAD.size + length]), _HEAD.size + length
