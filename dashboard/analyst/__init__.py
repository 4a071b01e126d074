"""Who computes figures for the page: a process of its own, so that pandas lives and ends there.

    web: questions -> process ==pipe==> child -> answers (pandas) -> store

`questions` and `process` are light; `answers` brings pandas, 60 MB of it, and is loaded by the child alone. While
nobody asks for figures there is no child.
"""
