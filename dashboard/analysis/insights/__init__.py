"""Findings about a person's sitting in plain words: computed, sourced, and silent when the data is thin.

Each finder looks at whole weeks only, up to the Sunday before today, so what is found stands for a week. It answers
with a chance: how often data without the pattern would show as much. Of all chances together Holm's rule (1979,
Scandinavian Journal of Statistics) keeps those that leave at most 4 % for any false finding in a week; the three
strongest are shown. How often weeks without a pattern show one was measured: docs/insights.md.

Days that follow each other are alike. Hours within a day and days within a week are shuffled, where that matters
little; two times are compared with simulated days that are as alike (`chance.two_times`).
"""
