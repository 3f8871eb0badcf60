"""Putting a mutant into the running program: the code of one function, or the value of one name, is exchanged.

Nothing is imported anew, so a forked process can begin with its tests at once, and whoever imported the function or the
value before sees the change as well.
"""

import ast
import gc
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from centres.prepared import Prepared
from tests.mutation.operators import Mutant, mutated


def module_of(path: str) -> ModuleType:
    """The module of a source file."""
    return import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def functions_of(module: ModuleType) -> dict[str, FunctionType]:
    """The module's own functions, methods and properties, by the name that they have in it."""
    found: dict[str, FunctionType] = {}
    for one in vars(module).values():
        inner = vars(one).values() if isinstance(one, type) and one.__module__ == module.__name__ else [one]
        for each in inner:
            function = each.fget if isinstance(each, property) else each
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                found[function.__qualname__] = function
    return found


def prepared() -> list[Prepared]:
    """Every query of the product that is put into SQL once."""
    gc.unfreeze()  # else what was loaded first is not among the objects
    return [one for one in gc.get_objects() if type(one) is Prepared]  # a lazy object's class would wake it


def put(mutant: Mutant) -> None:
    """Exchange what the mutant changes, and forget the SQL that was made of it before."""
    for one in prepared():
        one.forget()
    module = module_of(mutant.path)
    tree = mutated(Path(mutant.path).read_text(), mutant)
    functions = functions_of(module)
    if mutant.where in functions:
        functions[mutant.where].__code__ = _codes(compile(tree, mutant.path, "exec"))[mutant.where]
        return
    names = [one for one in tree.body if isinstance(one, ast.Assign) and _name(one).isupper()]
    first = next(place for place, one in enumerate(names) if _name(one) == mutant.where)
    for one in names[first:]:  # and what is made of it further down
        old, fresh = vars(module)[_name(one)], dict(vars(module))
        if one is names[first] or not is_dataclass(old):
            exec(compile(ast.Module([one], []), mutant.path, "exec"), fresh)  # noqa: S102 - our own source
            _replace(old, fresh[_name(one)])


def _replace(old: Any, new: Any) -> None:
    if is_dataclass(old):  # those who hold it keep it, and find it changed
        vars(old).update(vars(new))
        return
    for module in list(sys.modules.values()):
        for name, value in list(vars(module).items()):
            if value is old:
                setattr(module, name, new)


def _name(statement: ast.Assign) -> str:
    return statement.targets[0].id if isinstance(statement.targets[0], ast.Name) else ""


def _codes(code: CodeType) -> dict[str, CodeType]:
    found = {}
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found[one.co_qualname] = one
            found |= _codes(one)
    return found


def watch(path: str, seen: Callable[[str, str], None]) -> None:
    """Have each function of a source file say its name whenever it runs."""
    module, tree = module_of(path), ast.parse(Path(path).read_text())
    for top in tree.body:
        for node in top.body if isinstance(top, ast.ClassDef) else [top]:
            if isinstance(node, ast.FunctionDef):
                name = f"{top.name}.{node.name}" if isinstance(top, ast.ClassDef) else node.name
                node.body.insert(0, ast.parse(f"_seen_by_mutation({path!r}, {name!r})").body[0])
    vars(module)["_seen_by_mutation"] = seen
    codes = _codes(compile(ast.fix_missing_locations(tree), path, "exec"))
    for name, function in functions_of(module).items():
        if name in codes:
            function.__code__ = codes[name]
