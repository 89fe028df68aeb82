"""The lab: a local AWS on loopback. moto, started in-process, with what it lacks or gets wrong put right.

One file per thing. Every repair says in a line what the real AWS does.
"""
