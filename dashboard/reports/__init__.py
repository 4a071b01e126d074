"""What is told of weeks and months: findings about a person, a report to print, and the letter that brings it.

Between the store and whoever asks: the page, and a process of its own that writes letters. Shapes, periods and words
need no pandas; what computes does.
"""
