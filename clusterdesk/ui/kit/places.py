"""Places: where in the window somebody is, and the way back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A page, or one record on it. `page` may also be a kind of record; the window knows whose page that is."""

    page: str
    id: int | None = None


class Trail:
    """The places visited, as a browser keeps them."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """Where we are."""
        return self._places[self._at] if self._places else None

    @property
    def before(self) -> Place | None:
        """Where *Back* leads."""
        return self._places[self._at - 1] if self._at > 0 else None

    @property
    def after(self) -> Place | None:
        """Where *Forward* leads."""
        return self._places[self._at + 1] if self._at + 1 < len(self._places) else None

    def visit(self, place: Place) -> None:
        """A new place; what lay ahead is forgotten. A record on the page just opened takes the page's place."""
        if place == self.here:
            return
        del self._places[self._at + 1 :]
        if self.here and self.here.page == place.page and self.here.id is None:
            del self._places[self._at]
        self._places.append(place)
        self._at = len(self._places) - 1

    def step(self, by: int) -> Place | None:
        """Back (-1) or forward (1), where there is such a place."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]

    def recent(self) -> tuple[Place, ...]:
        """The records seen last, newest first, each once."""
        return tuple(dict.fromkeys(one for one in reversed(self._places) if one.id is not None))
