"""Which of several places a name means, and whether it means a place at all: the rest of the article decides.

What comes in: the chains of an article. What goes out: one spelling a chain, or none where nothing leads to it. A
short name that is also an ordinary word needs its province nearby and clear edges; 城关区 needs its prefecture. The
short name of a county far from where the story and the digest are at home needs to come back.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.enrich.chains import Chain
    from generator.enrich.zones import Zone
    from generator.lexicon.gazetteer import Gazetteer
    from generator.lexicon.spellings import Spelling

AT_HOME = 0.5
"""What the digest's home region adds: less than any name in the article itself."""


class Choices:
    """Weighs doubtful names by the places that an article names without doubt."""

    def __init__(self, gazetteer: Gazetteer, home: str | None) -> None:
        """Begin with nothing but the home region."""
        self._gazetteer = gazetteer
        self._home = gazetteer.codes(home)[:1] if home is not None else ()
        self._weights: dict[str, float] = defaultdict(float)
        self._towns: dict[str, int] = defaultdict(int)
        self._seen: dict[str, int] = defaultdict(int)
        self._headed: set[str] = set()

    def learn(self, chains: Sequence[tuple[Zone, Chain]]) -> None:
        """Take note of every place that is named without doubt, then of those that these or their towns lead to."""
        doubtful = []
        for zone, chain in chains:
            for choice in chain.choices:
                self._seen[choice.code] += 1
                if zone.block:
                    self._headed.add(choice.code)
            if len(chain.choices) == 1 and self._speaks_for_itself(chain, chain.choices[0]):
                self._count(chain.choices[0].code, zone.weight)
                continue
            doubtful.append((zone, chain))
            for choice in chain.choices:
                place = self._gazetteer.places[choice.code]
                if place.level == "township" and place.parent is not None:
                    self._towns[place.parent] += 1
        settled = [(self.choose(zone, chain), zone) for zone, chain in doubtful]
        for settled_as, zone in settled:
            if settled_as is not None:
                self._count(settled_as.code, zone.weight)

    def choose(self, zone: Zone, chain: Chain) -> Spelling | None:
        """Choose the place that the article leads to most; of a city and its county of one name, the city."""
        opens = zone.block and chain.start == 0 and len(chain.choices) == 1
        likely = [choice for choice in chain.choices if self._is_likely(chain, choice, opens=opens)]
        if len(likely) < 2:
            return likely[0] if likely else None
        codes = {choice.code for choice in likely}
        highest = [choice for choice in likely if not codes.intersection(self._gazetteer.codes(choice.code)[:-1])]
        ranked = sorted(highest, key=self._rank)
        if len(ranked) > 1 and self._rank(ranked[0]) == self._rank(ranked[1]):
            return None
        return ranked[0] if ranked else None

    def counties(self) -> tuple[str, ...]:
        """The counties that are named without doubt."""
        return tuple(sorted(c for c in self._weights if self._gazetteer.places[c].level == "county"))

    def _rank(self, choice: Spelling) -> tuple[float, int]:
        return (-self._weight_near(choice.code), len(self._gazetteer.codes(choice.code)))

    def _count(self, code: str, weight: float) -> None:
        for step in self._gazetteer.codes(code):
            self._weights[step] += weight

    def _is_likely(self, chain: Chain, choice: Spelling, *, opens: bool) -> bool:
        if self._speaks_for_itself(chain, choice):
            return True
        caution = self._gazetteer.caution(choice.code)
        known, near = choice.code in self._weights, self._weight_near(choice.code) > 0
        if choice.full:
            return known or (near and caution != "!")
        set_off = chain.framed if caution == "?" else chain.starts
        if known:
            return set_off or caution == "~"
        if near:
            return set_off and (not self._is_far(choice.code) or self._comes_back(choice.code))
        return caution == "~" and self._stands_alone(chain, choice.code, opens=opens)

    def _stands_alone(self, chain: Chain, code: str, *, opens: bool) -> bool:
        """Believe a short name that nothing else leads to: 郧阳：…, or the beginning of a headline, or both."""
        if opens and chain.labelled:
            return True
        if self._is_far(code):
            return opens and self._comes_back(code)
        return opens or (chain.starts and code in self._headed and self._comes_back(code))

    def _comes_back(self, code: str) -> bool:
        """Whether the name stands twice, or its prefecture is named too."""
        return self._seen[code] > 1 or any(step in self._weights for step in self._gazetteer.codes(code)[1:-1])

    def _is_far(self, code: str) -> bool:
        """Whether the story, or else the digest, is at home in another province."""
        own = self._gazetteer.codes(code)[0]
        weights = {step: weight for step, weight in self._weights.items() if step.endswith("0000")}
        for step in self._home:
            weights[step] = weights.get(step, 0.0) + AT_HOME
        return any(weight > weights.get(own, 0.0) for step, weight in weights.items() if step != own)

    def _speaks_for_itself(self, chain: Chain, choice: Spelling) -> bool:
        if chain.length > 1:
            return True
        if self._gazetteer.places[choice.code].level in {"township", "village"}:
            return False
        caution = self._gazetteer.caution(choice.code)
        return caution != "!" if choice.full else not caution

    def _weight_near(self, code: str) -> float:
        """What the article says for the places above, and with its towns for a county: 城关区 and 纳金街道."""
        above = self._gazetteer.codes(code)[:-1]
        named = sum(self._weights.get(step, 0.0) for step in above) + self._towns.get(code, 0)
        return named + (AT_HOME if above[:1] == self._home else 0.0)
