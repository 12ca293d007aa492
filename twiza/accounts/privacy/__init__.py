"""What is kept about people: why, for how long, who sees it, and how each can take it along or end it.

Each area says once what it holds, in its ``holdings.py``; the page about privacy, the file "my data" and
the ending of a sign-in all read the same list, so nothing that is kept can be missing from them.
"""
