"""The health of targets that run here, as their target groups ask for it.

- `state`: what follows from one answer after the other;
- `checks`: asks a target;
- `targets`: which targets are asked, and who is healthy;
- `requests_under_way`: what a target that goes away still has to answer.
"""
