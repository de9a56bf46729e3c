"""Responsible supervisors for kindergartens: the assignment that is best by four levels, proven, and explained.

``problem`` reads the office, ``solving`` answers, ``causes`` and ``remedies`` say why not everybody can be covered and
what would mend it, ``explaining`` why this pair and not another, ``accepting`` writes the answer as one action.
``proposal.propose`` is the way in. Import it where it is asked for: it loads numpy.
"""
