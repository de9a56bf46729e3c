"""Which kindergartens the demo county has: real townships and villages, made-up kindergartens."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from ycpe_desktop import divisions
from ycpe_desktop.demo.words import BRANDS

RURAL_KINDS = ("镇", "乡")


@dataclass(frozen=True)
class Site:
    """One kindergarten to be made. ``classes``: about how many in the newest year; ``changes``: (years back, status or
    nature) facts that begin then."""

    name: str
    kind: str
    sponsor: str
    nature: str
    township: str
    village: str | None
    village_name: str
    in_seat: bool
    centre: bool
    classes: int


def sites(county_code: str, size: int, random: Random) -> Iterator[Site]:
    """``size`` kindergartens: those of the county seat, one centre a township, then villages over and over."""
    county = divisions.county(county_code)
    townships = [one for one in divisions.townships(county_code) if one.kind in ("街道", *RURAL_KINDS)]
    seat = townships[0]
    made = 0
    for made, site in enumerate(_first(county.name, seat, townships, random), start=1):
        yield site
        if made >= size:
            return
    villages = [(town, village) for town in townships for village in divisions.villages(town.code)]
    round_number = 0
    while True:
        random.shuffle(villages)
        for town, village in villages:
            if made >= size:
                return
            yield _in_village(county.name, seat.code, town, village, round_number, random)
            made += 1
        round_number += 1


def _first(
    county: str, seat: divisions.Township, townships: list[divisions.Township], random: Random
) -> Iterator[Site]:
    for number in "一二三四五六":
        yield Site(
            f"{county}第{number}幼儿园", "111", "831", "public", seat.code, None, "", True, False, random.randint(9, 14)
        )
    yield Site(f"{county}实验幼儿园", "111", "831", "public", seat.code, None, "", True, False, 13)
    yield Site(f"{county}机关幼儿园", "111", "832", "public", seat.code, None, "", True, False, 9)
    brands = list(BRANDS)
    random.shuffle(brands)
    natures = ["inclusive"] * 19 + ["nonprofit"] * 7 + ["forprofit"] * 2
    for brand, nature in zip(brands, natures, strict=True):
        classes = random.randint(4, 8) if nature == "inclusive" else random.randint(3, 5)
        yield Site(f"{county}{brand}幼儿园", "111", "999", nature, seat.code, None, "", True, False, classes)
    for town in townships[1:]:
        if town is townships[-1]:
            continue  # one township without a public centre: a gap on purpose
        yield Site(
            f"{county}{town.name}中心幼儿园",
            "111",
            "831",
            "public",
            town.code,
            None,
            "",
            False,
            True,
            random.randint(5, 9),
        )


def _in_village(
    county: str, seat: str, town: divisions.Township, village: divisions.Village, round_number: int, random: Random
) -> Site:
    bare = village.name
    for tail in ("村委会", "社区居委会", "居委会"):
        bare = bare.removesuffix(tail)
    number = f"第{round_number + 1}" if round_number else ""
    place = f"{county}{town.name}{bare}"
    kind, sponsor, nature, name, most = random.choices(
        (
            ("111", "894", "public", f"{place}{number}幼儿园", 4),
            ("119", "831", "public", f"{place}{number}小学附设幼儿班", 2),
            ("111", "831", "public", f"{place}{number}公办幼儿园", 5),
            ("111", "999", "inclusive", f"{place}{number}{random.choice(BRANDS)}幼儿园", 4),
            ("111", "999", "nonprofit", f"{place}{number}{random.choice(BRANDS)}民办幼儿园", 3),
        ),
        weights=(34, 20, 14, 28, 4),
    )[0]
    return Site(
        name,
        kind,
        sponsor,
        nature,
        town.code,
        village.code,
        village.name,
        town.code == seat,
        False,
        random.randint(1, most),
    )
