"""Energy arithmetic, pure: carriers, factors, baseline, measures one after another, economics.

A reader begins with `streams` (what a measure is) and `stacking` (what measures come to together). Nothing is
imported here: each module is loaded where it is used, which keeps the start short.
"""
