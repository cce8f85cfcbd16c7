"""`cached_property` as in `functools`, without its lock, and without its hold of `__dict__`.

Up to Python 3.11 that takes a lock each time that it finds a value, though it keeps no two threads from
finding the same: a check finds tens of thousands of values, in one thread. And an object whose `__dict__` was
asked for has all its attributes read three times as slowly from then on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["cached_property"]

if TYPE_CHECKING:
    from functools import cached_property
else:
    _set = object.__setattr__

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
            value = self._function(instance)
            _set(instance, self._name, value)
            return value
