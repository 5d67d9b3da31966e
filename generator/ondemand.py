"""Parts that are made when a template asks for them the first time: functions by name go in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class OnDemand:
    """What a template may ask for, each part made from the same things and kept."""

    def __init__(self, makers: Mapping[str, Callable[..., object]], *given: object) -> None:
        self._makers = makers
        self._given = given

    def __getattr__(self, name: str) -> object:
        """Make what was asked for, and keep it."""
        own = self.__dict__
        make = own["_makers"].get(name)
        if make is None:
            raise AttributeError(name)
        made = own[name] = make(*own["_given"])
        return made
