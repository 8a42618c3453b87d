"""Instances that run: for each of a scaling group's whose user data installs a release, a process of this machine.

- `user_data`: what an instance installs and runs;
- `machine`: one instance's life, from its boot to its end;
- `node`: how its application is started and ended;
- `guarded`: what keeps others than the local AWS out of it;
- `role_calls`: what it asks of AWS, as its role;
- `output`: what it says, in its log group;
- `running`: which instances have one.
"""
