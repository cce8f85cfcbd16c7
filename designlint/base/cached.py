"""`cached_property` as in `functools`, without its lock.

Up to Python 3.11 that takes a lock each time that it finds a value, though it keeps no two threads from
finding the same: a check finds tens of thousands of values, in one thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["cached_property"]

if TYPE_CHECKING:
    from functools import cached_property
else:

    class cached_property:  # noqa: N801  # it stands for that of `functools`
        """A value of an object that is found when it is first asked for, and kept in the object."""

        def __init__(self, function):
            self._function = function
            self._name = function.__name__
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self._name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._function(instance)
            return value
