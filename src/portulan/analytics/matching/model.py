"""A small forest, scored from plain arrays; what it says, calibrated; the thresholds it was given."""

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

SHIPPED = Path(__file__).with_name("model.npz")
_BLOCK = (
    256  # rows at a time: what they go through stays in the processor's cache, three times faster than 2,048
)


class ModelError(Exception):
    """A model file that cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees of one depth: ``feature`` and ``limit`` of inner nodes (trees, 2**depth - 1), ``leaf`` (trees, 2**depth).

    ``from_score`` and ``to_probability`` are the steps of the calibration; ``card``: version, features, threshold,
    thresholds (wanted precision to least probability), figures.
    """

    feature: npt.NDArray[np.int16]
    limit: npt.NDArray[np.float32]
    leaf: npt.NDArray[np.float32]
    from_score: npt.NDArray[np.float64]
    to_probability: npt.NDArray[np.float64]
    card: dict[str, Any]

    @property
    def version(self) -> str:
        """The version written in answers."""
        return str(self.card["version"])

    def scores(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Sum of the leaves reached, for rows of shape (candidates, features)."""
        parts = [self._scores(rows[start : start + _BLOCK]) for start in range(0, len(rows), _BLOCK)]
        return np.concatenate(parts) if parts else np.empty(0)

    def _scores(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        trees, inner = self.feature.shape
        depth = (inner + 1).bit_length() - 1
        feature, limit = self.feature.ravel(), self.limit.ravel()
        flat, width = rows.ravel(), rows.shape[1]
        base = (np.arange(trees, dtype=np.int32) * inner)[None, :]
        row = (np.arange(len(rows), dtype=np.int32) * width)[:, None]
        node = np.zeros((len(rows), trees), np.int32)
        for _ in range(depth):
            here = node + base
            node = 2 * node + 1 + (flat.take(feature.take(here) + row) > limit.take(here))
        place = node - inner + (np.arange(trees, dtype=np.int32) * (inner + 1))[None, :]
        total: npt.NDArray[np.float64] = self.leaf.ravel().take(place).sum(axis=1, dtype=np.float64)
        return total

    def probabilities(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Calibrated probabilities of rows."""
        return np.interp(self.scores(rows), self.from_score, self.to_probability)

    def threshold(self, precision: float) -> float:
        """The least probability with which answers reached the precision where the model was tried."""
        known = sorted((float(wanted), least) for wanted, least in self.card["thresholds"].items())
        wanted, least = zip(*known, strict=True)
        return float(np.interp(precision, wanted, least))


def save(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    stream = io.BytesIO()
    card = np.frombuffer(json.dumps(model.card, sort_keys=True).encode(), np.uint8)
    np.savez_compressed(
        stream,
        feature=model.feature.astype(np.int16),
        limit=model.limit.astype(np.float32),
        leaf=model.leaf.astype(np.float32),
        from_score=model.from_score,
        to_probability=model.to_probability,
        card=card,
    )
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(stream.getvalue())
    partial.replace(path)


def load(path: Path = SHIPPED) -> Model:
    """Read a model. Raises ModelError."""
    try:
        with np.load(path, allow_pickle=False) as found:
            parts = {name: found[name] for name in found.files}
        card = json.loads(parts.pop("card").tobytes())
        return Model(**parts, card=card)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} is not a model: {error}. Make one with portulan registry train.") from error


def fingerprint(model: Model) -> str:
    """Twelve characters that change when the forest does."""
    parts = (model.feature, model.limit, model.leaf, model.from_score, model.to_probability)
    return hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest()[:12]
