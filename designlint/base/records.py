"""`NamedTuple` as in `typing`, with classes made in a sixth of the time.

A run loads some 300 of these classes. `typing.NamedTuple` compiles the annotation of each field and the
constructor of each class, which took a tenth of a run on a small design. Here annotations stay
the texts that they are, and classes with as many fields share one compiled constructor, under the names
of their own fields. All else is as in `collections.namedtuple`; type checkers see `typing.NamedTuple`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple
    from functools import cache
    from types import FunctionType

    class _Record(tuple):
        """What all records have in common."""

        __slots__ = ()
        _fields = ()

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            replaced = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return replaced

        __replace__ = _replace

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            parts = [f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)]
            return f"{type(self).__name__}({', '.join(parts)})"

        def __getnewargs__(self):
            return tuple(self)

    class _Maker(type):
        """Makes a class of each body that inherits from `NamedTuple`."""

        def __new__(cls, name, bases, body):
            types = body.get("__annotations__", {})
            fields = tuple(types)
            defaults = {field: body.pop(field) for field in fields if field in body}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"{name} has a field without a default after one with a default")
            model = _model(len(fields))
            own = {
                field: getattr(model, like)
                for field, like in zip(fields, model._fields, strict=True)
            }
            own |= {"__slots__": (), "_fields": fields, "__match_args__": fields}
            own |= {
                "_field_defaults": defaults,
                "__new__": _constructor(model, name, types, defaults),
            }
            ours = tuple([_Record if base is NamedTuple else base for base in bases])
            return type(name, ours, body | own)

    @cache
    def _model(number):
        """A class of so many fields, which lends its constructor and the getters of its fields."""
        return namedtuple("_Model", [f"field_{place}" for place in range(number)])

    def _constructor(model, name, types, defaults):
        """`__new__` of a class: that of its model, under the names of its own fields."""
        code = model.__new__.__code__.replace(co_varnames=("_cls", *types))
        made = FunctionType(code, model.__new__.__globals__, "__new__", tuple(defaults.values()))
        made.__qualname__, made.__annotations__ = f"{name}.__new__", types
        return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
