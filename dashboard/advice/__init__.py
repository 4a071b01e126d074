"""What to say about backs, and what never to say. Pure: texts and rules, each resting on docs/evidence.md.

No promise, no diagnosis, no sentence that the evidence does not carry. Each piece names the anchors it rests on.
"""
