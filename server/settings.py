"""Every setting in one place: its name, meaning, unit and default. Nothing else of the product reads the environment.

Command line before environment (`JINCHUI_PORT`) before file (`jinchui.toml`) before default.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

FILE_NAME = "jinchui.toml"
KIB, MIB = 1024, 1024 * 1024
_ADDRESS = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?")


class SettingsWrong(Exception):
    """A setting that cannot be used; the text names it and says what is expected."""


def default_data() -> Path:
    """Where a person's programs keep their data on this system."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "Jinchui"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "Jinchui"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "jinchui"


class Settings(BaseSettings):
    """What an operator can choose. The descriptions stand in `docs/settings.md` word for word."""

    model_config = SettingsConfigDict(env_prefix="JINCHUI_", extra="forbid", frozen=True)

    data: Path = Field(
        default_factory=default_data, description="Folder of the ledger, the backups and `jinchui.toml`."
    )
    host: str = Field("0.0.0.0", description="Address to listen on; `127.0.0.1` keeps everyone else out.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes any free one.")
    address: str = Field(
        "",
        description="Address that tablets and screens use, such as `http://192.168.1.20:8000`; empty: guessed.",
    )
    database: str = Field(
        "", description="Address of a PostgreSQL database; empty: SQLite files in the data folder."
    )
    language: Literal["zh", "en"] = Field("zh", description="Language for readers who ask for none.")
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="`json` writes one object a line; `auto` does so where nobody watches a terminal."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least that is logged."
    )
    certificate: Path | None = Field(
        None, description="TLS certificate (PEM); with `private_key` it turns https on."
    )
    private_key: Path | None = Field(None, description="Private key of the certificate (PEM).")
    tls: bool = Field(
        False,
        description="Serve https with a certificate of the venue's own authority, which is made in the data folder once.",
    )
    insecure_http: bool = Field(
        False,
        description="Serve tablets over plain http, knowing what they then cannot do (see `docs/venue-network.md`).",
    )
    trust_port: int = Field(
        8080,
        ge=0,
        le=65535,
        description="With `tls`: port of the plain page that explains how to trust the authority; 0 takes any free one.",
    )
    name: str = Field(
        "jinchui",
        pattern=r"^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$",
        description="Name in the venue's network: the server is found as `NAME.local`.",
    )
    announce: bool = Field(
        True, description="Tell the network by multicast DNS where `NAME.local` is; never stops a start."
    )
    spares: str = Field(
        "",
        description="Addresses of the servers that stand in for each other, with commas; tablets go from one to the next.",
    )
    lock_seconds: int = Field(
        120, ge=0, description="Seconds without a touch after which a tablet asks for the PIN; 0: never."
    )
    proxies: str = Field(
        "", description="Addresses of proxies whose `X-Forwarded-*` is believed, with commas."
    )
    body_bytes: int = Field(64 * KIB, ge=KIB, description="Largest JSON body, in bytes.")
    scheme_bytes: int = Field(
        MIB, ge=KIB, description="Largest command of an organiser (a whole scheme), in bytes."
    )
    upload_bytes: int = Field(10 * MIB, ge=KIB, description="Largest uploaded file, in bytes.")
    sign_in_tries: int = Field(
        5, ge=1, description="Tries at signing in or pairing a minute, per card or name."
    )
    address_tries: int = Field(
        30, ge=1, description="Tries a minute per network address; a hall may stand behind one address."
    )
    sockets: int = Field(10_000, ge=1, description="Screens and phones connected at once, at most.")
    sockets_per_address: int = Field(
        64,
        ge=1,
        description="Of these from one network address, at most; placed screens and who signed in do not count.",
    )
    session_hours: int = Field(16, ge=1, le=24 * 31, description="Hours after which everyone signs in again.")

    @field_validator("data", "certificate", "private_key", mode="after")
    @classmethod
    def _without_tilde(cls, value: Path | None) -> Path | None:
        return value.expanduser().absolute() if value is not None else None

    @field_validator("address", mode="after")
    @classmethod
    def _is_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("begins with http:// or https://")
        return value.rstrip("/")

    @field_validator("spares", mode="after")
    @classmethod
    def _are_addresses(cls, value: str) -> str:
        given = [address.strip().rstrip("/").lower() for address in value.split(",") if address.strip()]
        if any(not _ADDRESS.fullmatch(address) for address in given):
            raise ValueError("takes addresses such as https://192.168.1.21:8000, with commas between them")
        return ",".join(dict.fromkeys(given))

    @model_validator(mode="after")
    def _both_or_none(self) -> Settings:
        if (self.certificate is None) != (self.private_key is None):
            raise ValueError("certificate and private_key belong together")
        if self.tls and self.certificate:
            raise ValueError("tls makes a certificate of its own: leave out certificate and private_key")
        if self.insecure_http and (self.tls or self.certificate):
            raise ValueError("insecure_http and https exclude each other")
        return self

    @property
    def peers(self) -> tuple[str, ...]:
        """The addresses in `spares`, each as a browser writes an origin."""
        return tuple(self.spares.split(",")) if self.spares else ()

    @property
    def secure(self) -> bool:
        """Whether this server itself speaks https."""
        return self.tls or self.certificate is not None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def load(config: Path | None = None, **chosen: Any) -> Settings:
    """
    The settings of this start: `chosen` on the command line (None: not chosen), environment, file, defaults.

    :param config: the file to read; without it `jinchui.toml` in the data folder, where there is one
    :raises SettingsWrong: in plain words
    """
    given = {name: value for name, value in chosen.items() if value is not None}
    if config is not None and not config.is_file():
        raise SettingsWrong(f"{config}: no such file")
    folder = Path(given.get("data") or os.environ.get("JINCHUI_DATA") or default_data())
    file = config or folder.expanduser() / FILE_NAME

    class Loaded(Settings):
        model_config = SettingsConfigDict(toml_file=file)

    try:
        return Loaded(**given)
    except ValidationError as error:
        raise SettingsWrong("\n".join(_sentence(dict(e)) for e in error.errors())) from None
    except ValueError as error:  # tomllib: the file is no TOML
        raise SettingsWrong(f"{file}: {error}") from None


def _sentence(error: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"]) or "settings"
    return f"{name}: {error['msg']}" + (f" (is: {error['input']!r})" if error["loc"] else "")
