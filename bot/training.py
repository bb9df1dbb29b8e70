"""Training the brain's model, only when what it is made from has changed."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT, settings

MODELS = ROOT / "models"
# Between an exception and the one that wraps it, in a traceback.
_WRAPPED = "The above exception was the direct cause"


class TrainingFailed(Exception):
    """Rasa could not train; the text is the cause and the end of what it printed."""


def model_path() -> Path:
    """Where the model for the present sources is, or will be once it is trained."""
    return MODELS / f"tuanbao-{_fingerprint()}.tar.gz"


def train() -> Path:
    """Train the model for the present sources and drop the older ones. Raises TrainingFailed."""
    target = model_path()
    MODELS.mkdir(exist_ok=True)
    draft = f"draft-{os.getpid()}"
    done = subprocess.run(
        [
            str(settings().brain_python),
            *("-m", "rasa", "train", "--skip-validation", "--fixed-model-name", draft),
            # Rasa's own cache does not see that the modules behind a component have changed.
            *("--force", "--out", str(MODELS)),
        ],
        cwd=ROOT,
        env=brain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    trained = MODELS / f"{draft}.tar.gz"
    if done.returncode or not trained.exists():
        trained.unlink(missing_ok=True)
        raise TrainingFailed(_why((done.stdout + done.stderr).splitlines()))
    for old in MODELS.glob("tuanbao-*.tar.gz"):
        old.unlink(missing_ok=True)
    return trained.rename(target)


def _why(printed: list[str]) -> str:
    """Rasa wraps what went wrong, and the wrapping alone fills many lines."""
    wrapped = next((at for at, line in enumerate(printed) if _WRAPPED in line), 0)
    cause = [line for line in printed[:wrapped] if line.strip()][-3:]
    return "\n".join([*cause, *printed[-15:]])


def brain_environment() -> dict[str, str]:
    """What the brain's processes may know of the environment: no database, no secret."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "PYTHONDONTWRITEBYTECODE")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    # The model is small: more threads than one a process only fight over the cores.
    threads = {
        "OMP_NUM_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    return own | threads | {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    """Everything the model is made from; the lock stands for Rasa itself."""
    for name in ("config.yml", "domain.yml", "uv.lock"):
        yield ROOT / name
    yield from sorted((ROOT / "data").rglob("*.yml"))
    yield from sorted(path for path in (ROOT / "bot" / "brain").glob("*.*") if path.is_file())
