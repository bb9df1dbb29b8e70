"""The only reader of the environment. Settings have the prefix TUANBAO_, but for two usual ones."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


def _urls(value: object) -> object:
    return value.split(",") if isinstance(value, str) else value


class Settings(BaseSettings):
    """What an operator can set. `docs/settings.md` lists it all; a test keeps the two together."""

    model_config = SettingsConfigDict(env_prefix="TUANBAO_", frozen=True, enable_decoding=False)

    data: Path = Field(
        ROOT / ".tuanbao", description="folder of all that the embedded default stores"
    )
    demo: bool = Field(True, description="fill in the demo shop at start")
    port: int = Field(
        8000, validation_alias=AliasChoices("PORT", "TUANBAO_PORT"), description="the public port"
    )
    host: str = Field("127.0.0.1", description="the address the front listens on")
    database_url: str = Field(
        "",
        validation_alias=AliasChoices("DATABASE_URL", "TUANBAO_DATABASE_URL"),
        description="PostgreSQL instead of the embedded SQLite file",
    )
    shopper_secret: str = Field(
        "", description="the key (32 bytes or more) with which the shop's site signs shopper tokens"
    )
    shopper_audience: str = Field("tuanbao", description="the `aud` a shopper token must carry")
    return_recipient: str = Field("", description="who receives goods that are sent back")
    return_phone: str = Field("", description="the phone number for goods that are sent back")
    return_address: str = Field("", description="where goods are sent back to")
    approval_limit_fen: int | None = Field(
        None, ge=0, description="OP-1: the most the bot approves by itself, in fen"
    )
    review_working_days: int | None = Field(
        None, ge=1, description="OP-2: working days until a review is answered"
    )
    recall_alarm_complaints: int | None = Field(
        None, ge=1, description="M-2: so many shoppers complaining about one deal raise an alarm"
    )
    calendar: Path | None = Field(
        None,
        description="YAML of days the operator knows better: `2027-02-06: false` is a rest day",
    )
    brains: int = Field(1, ge=1, description="how many brain processes `bot run` starts")
    brain_urls: Annotated[list[str], BeforeValidator(_urls)] = Field(
        [], description="where brains listen, comma-separated; set by `bot run`"
    )
    actions_url: str = Field("", description="where the action server listens; set by `bot run`")
    brain_timeout: float = Field(
        12.0, gt=0, description="seconds until the shopper gets an apology instead of an answer"
    )

    messages_per_minute: int = Field(
        60, ge=1, description="how many requests one shopper may make in a minute"
    )
    shop_origins: Annotated[list[str], BeforeValidator(_urls)] = Field(
        [], description="pages that may show the chat, comma-separated: `https://shop.example`"
    )
    proxies: str = Field(
        "127.0.0.1", description="proxies whose X-Forwarded-For is believed, comma-separated"
    )
    redis_url: str = Field(
        "", description="Redis through which several fronts tell one another what to show"
    )
    brain_python: Path = Field(
        ROOT / ".venv-brain" / "bin" / "python", description="the Python that runs Rasa"
    )

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        url = self.database_url or f"sqlite:///{self.data / 'tuanbao.db'}"
        return url.replace("postgresql://", "postgresql+psycopg://", 1).replace(
            "postgres://", "postgresql+psycopg://", 1
        )

    @property
    def uploads(self) -> Path:
        """The folder of the pictures that shoppers send."""
        return self.data / "uploads"

    @property
    def operators_parameters(self) -> dict[str, int]:
        """The numbers of decisions that the operator has set (OP-1, OP-2)."""
        return self._set("approval_limit_fen", "review_working_days")

    @property
    def operators_complaint_parameters(self) -> dict[str, int]:
        """The numbers of complaints that the operator has set (M-2)."""
        return self._set("recall_alarm_complaints")

    def _set(self, *names: str) -> dict[str, int]:
        return {name: value for name in names if (value := getattr(self, name)) is not None}


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
