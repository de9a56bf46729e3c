"""How many kindergartens can be covered at all (a greatest flow), and who competes with whom for too few places."""

import numpy as np
import numpy.typing as npt

from ycpe_desktop.assignment.model import Numbers

Pairs = npt.NDArray[np.bool_]


def cover(allowed: Pairs, places: Numbers, begin: Numbers) -> Numbers:
    """An assignment that leaves as few as can be to nobody (the number after the last supervisor); better than
    ``begin``, which keeps to the allowed pairs and the places."""
    who = begin.copy()
    free = places - np.bincount(who, minlength=len(places) + 1)[:-1]
    for garden in np.flatnonzero(who == len(places)).tolist():
        some = np.flatnonzero(allowed[garden] & (free > 0))
        if len(some):
            who[garden] = some[0]
            free[some[0]] -= 1
    while _augment(allowed, who, free):
        pass
    return who


def crowd(allowed: Pairs, who: Numbers, gardens: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Those to whom these kindergartens come over the supervisors who may have them, the kindergartens that these have,
    and so on: kindergartens, supervisors, and for every supervisor from which kindergarten one came."""
    came = np.full(allowed.shape[1], -1)
    ahead, found = gardens, [gardens]
    while len(ahead):
        new = np.flatnonzero(allowed[ahead].any(axis=0) & (came < 0))
        came[new] = ahead[allowed[np.ix_(ahead, new)].argmax(axis=0)]
        ahead = np.flatnonzero(np.isin(who, new))
        found.append(ahead)
    return np.sort(np.concatenate(found)), np.flatnonzero(came >= 0), came


def _augment(allowed: Pairs, who: Numbers, free: Numbers) -> bool:
    """Cover one more by a chain of moves, if there is any."""
    nobody = len(free)
    _, people, came = crowd(allowed, who, np.flatnonzero(who == nobody))
    ends = people[free[people] > 0]
    if not len(ends):
        return False
    person = int(ends[0])
    free[person] -= 1
    while person != nobody:
        garden = int(came[person])
        person, who[garden] = int(who[garden]), person
    return True
