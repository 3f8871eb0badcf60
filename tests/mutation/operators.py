"""What a mutant is: one place in the source, and what stands there instead.

Each operator takes a node and gives what may replace it: a condition negated, a filter's argument, a conjunct or a
disjunct dropped, a comparison turned, a role more or less, a refusal that says yes, a function that lets everybody.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FILTERS = {"filter", "exclude", "Q"}
# Methods of querysets that narrow: without the call more is found.
NARROW = {
    "in_force", "open", "current", "kept", "running", "unanswered", "pending", "unreviewed", "given_once", "agreed",
}  # fmt: skip
ASKS_ROLES = {"has_role": 2, "centre_ids": 1, "of": 1, "centres_of": 2}  # and how many arguments stand before the roles
LETS_ALL_SEE = {"visible_to", "header_visible_to", "for_review_by"}
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
BOUNDS = {"gte": "gt", "gt": "gte", "lte": "lt", "lt": "lte"}
FLAGS = {"only_open": True, "only_agreed": True}  # of Relation, as they start


@dataclass(frozen=True)
class Mutant:
    """One change of one source file."""

    path: str
    line: int
    where: str  # the function, or the name that is assigned
    change: str
    node: int  # its place in `ast.walk`
    option: int  # which of the replacements

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.where}: {self.change}"


def mutants_of(path: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a source file."""
    tree = ast.parse(source)
    names = _names(tree)
    for place, node in enumerate(ast.walk(tree)):
        where = names.get(id(node))
        if where is None:
            continue
        for option, new in enumerate(replacements(node)):
            yield Mutant(path, node.lineno, where, _change(node, new), place, option)  # type: ignore[attr-defined]


def mutated(source: str, mutant: Mutant) -> ast.Module:
    """The source's tree with the one change."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[mutant.node]
    new = ast.copy_location(list(replacements(node))[mutant.option], node)

    class Put(ast.NodeTransformer):
        def visit(self, found: ast.AST) -> ast.AST:
            return new if found is node else super().generic_visit(found)

    return ast.fix_missing_locations(Put().visit(tree))


def _names(tree: ast.Module) -> dict[int, str]:
    """Of each node that may be changed the function in which it stands, or the name that is assigned at the top."""
    found: dict[int, str] = {}

    def mark(top: ast.stmt, name: str) -> None:
        docs = [one.value for one in ast.walk(top) if isinstance(one, ast.Expr)]
        arguments = [one for kind in ast.walk(top) if isinstance(kind, ast.arguments) for one in ast.walk(kind)]
        hidden = {id(one) for one in [*docs, *arguments]}
        found.update({id(node): name for node in ast.walk(top) if hasattr(node, "lineno") and id(node) not in hidden})

    for top in tree.body:
        if isinstance(top, ast.FunctionDef):
            mark(top, top.name)
        elif isinstance(top, ast.ClassDef):
            for inner in top.body:
                if isinstance(inner, ast.FunctionDef):
                    mark(inner, f"{top.name}.{inner.name}")
        elif isinstance(top, ast.Assign) and isinstance(top.targets[0], ast.Name):
            mark(top, top.targets[0].id)
    return found


def _change(node: ast.AST, new: ast.AST) -> str:
    if isinstance(node, ast.FunctionDef) and isinstance(new, ast.FunctionDef):
        return f"nothing but “{ast.unparse(new.body[0])}”"
    old, fresh = (" ".join(ast.unparse(one).split()) for one in (node, new))
    same = next((at for at, (one, other) in enumerate(zip(old, fresh, strict=False)) if one != other), 0)
    return f"{_short(old, same)} -> {_short(fresh, same)}"


def _short(text: str, same: int) -> str:
    """A long text from shortly before where the two differ."""
    begin = same - 60 if len(text) > 160 and same > 100 else 0
    text = f"… {text[begin:]}" if begin else text
    return text if len(text) <= 160 else f"{text[:100]} … {text[-57:]}"


def replacements(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand instead of the node."""
    for kind, operator in OPERATORS.items():
        if isinstance(node, kind):
            yield from operator(node)


def _function(node: ast.FunctionDef) -> Iterator[ast.AST]:
    says = None
    if node.name in LETS_ALL_SEE:
        says = "return self"
    elif node.name.startswith("may_"):
        says = "return True" if ast.unparse(node.returns or node) == "bool" else "return yes()"
    elif node.name in ("has_role", "manages"):
        says = "return True"
    if says:
        yield ast.FunctionDef(
            name=node.name, args=node.args, body=ast.parse(says).body, decorator_list=node.decorator_list,
            returns=node.returns, lineno=node.lineno,
        )  # fmt: skip


def _condition(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    if isinstance(node, ast.If):
        yield ast.If(_not(node.test), node.body, node.orelse)
    else:
        yield ast.IfExp(_not(node.test), node.body, node.orelse)


def _comprehension(node: ast.GeneratorExp | ast.ListComp) -> Iterator[ast.AST]:
    for which, part in enumerate(node.generators):
        for condition in part.ifs:
            rest = [one for one in part.ifs if one is not condition]
            for ifs in (rest, [*rest, _not(condition)]):
                bare = ast.comprehension(part.target, part.iter, ifs, part.is_async)
                yield type(node)(node.elt, [*node.generators[:which], bare, *node.generators[which + 1 :]])


def _and_or(node: ast.BoolOp) -> Iterator[ast.AST]:
    if isinstance(node.values[-1], ast.Constant):  # `user.pk or 0`: a value, not a predicate
        return
    for which in range(len(node.values)):
        rest = [one for place, one in enumerate(node.values) if place != which]
        yield rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _both_either(node: ast.BinOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.BitAnd | ast.BitOr):
        yield node.left
        yield node.right
        yield ast.BinOp(node.left, ast.BitOr() if isinstance(node.op, ast.BitAnd) else ast.BitAnd(), node.right)


def _negation(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.Invert):
        yield node.operand


def _comparison(node: ast.Compare) -> Iterator[ast.AST]:
    yield ast.Compare(node.left, [TURNED[type(node.ops[0])](), *node.ops[1:]], node.comparators)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in FILTERS:
        yield from _filter(node, name)
    if name in NARROW and isinstance(node.func, ast.Attribute):
        yield node.func.value
    if name in ASKS_ROLES:
        yield from _roles(node, ASKS_ROLES[name])
    if name in ("yes", "no") and isinstance(node.func, ast.Name):
        yield ast.parse("no('')" if name == "yes" else "yes()", mode="eval").body
    if name in ("any", "all"):
        yield ast.Call(ast.Name("all" if name == "any" else "any", ast.Load()), node.args, node.keywords)
    if name == "Relation":
        yield from _relation(node)


def _filter(node: ast.Call, name: str) -> Iterator[ast.AST]:
    if not (name == "Q" and len(node.args) + len(node.keywords) == 1):  # an empty Q: dropped where it is joined
        for which in range(len(node.args)):
            yield ast.Call(node.func, [*node.args[:which], *node.args[which + 1 :]], node.keywords)
        for one in node.keywords:
            yield ast.Call(node.func, node.args, [other for other in node.keywords if other is not one])
    for one in node.keywords:
        head, _, last = (one.arg or "").rpartition("__")
        if last in BOUNDS:
            yield _with(node, one, ast.keyword(f"{head}__{BOUNDS[last]}", one.value))
        if isinstance(one.value, ast.Constant) and isinstance(one.value.value, bool):
            yield _with(node, one, ast.keyword(one.arg, ast.Constant(not one.value.value)))
        if isinstance(one.value, ast.Constant) and one.value.value is None:
            yield _with(node, one, ast.keyword(f"{one.arg}__isnull", ast.Constant(False)))
    if isinstance(node.func, ast.Attribute) and (node.args or node.keywords):
        other = "exclude" if name == "filter" else "filter"
        yield ast.Call(ast.Attribute(node.func.value, other, ast.Load()), node.args, node.keywords)


def _roles(node: ast.Call, before: int) -> Iterator[ast.AST]:
    said = " ".join(ast.unparse(one) for one in node.args[before:])
    for which, one in enumerate(node.args[before:], before):
        rest = [*node.args[:which], *node.args[which + 1 :]]
        yield ast.Call(node.func, rest, node.keywords)
        if isinstance(one, ast.Starred) and ast.unparse(one.value).isupper():
            for part in ("[1:]", "[:-1]"):
                fewer = ast.parse(f"f(*{ast.unparse(one.value)}{part})", mode="eval").body.args[0]  # type: ignore[attr-defined]
                yield ast.Call(node.func, [*node.args[:which], fewer, *node.args[which + 1 :]], node.keywords)
    if said and "*roles" not in said:
        has_administrator = any(name in said for name in ("ADMINISTRATOR", "DIRECTORY", "REPORT", "SERIES"))
        has_information_lead = "INFORMATION_LEAD" in said
        for role, has in (("administrator", has_administrator), ("information_lead", has_information_lead)):
            if not has:
                yield ast.Call(node.func, [*node.args, ast.Constant(role)], node.keywords)


def _relation(node: ast.Call) -> Iterator[ast.AST]:
    said = {one.arg: one for one in node.keywords}
    for flag, usual in FLAGS.items():
        now = said[flag].value.value if flag in said else usual  # type: ignore[attr-defined]
        rest = [one for one in node.keywords if one.arg != flag]
        yield ast.Call(node.func, node.args, [*rest, ast.keyword(flag, ast.Constant(not now))])
    others = {"roles": ("CASEWORK_ROLES", "CASEWORK_ROLES + ('administrator',)"), "never": ("('health_visitor',)",)}
    for roles, instead in others.items():
        if roles in said:
            yield ast.Call(node.func, node.args, [one for one in node.keywords if one.arg != roles])
            for fewer in ("[1:]", "[:-1]"):
                value = ast.parse(f"({ast.unparse(said[roles].value)}){fewer}", mode="eval").body
                yield _with(node, said[roles], ast.keyword(roles, value))
        else:
            for value in instead:
                asked = ast.keyword(roles, ast.parse(value, mode="eval").body)
                yield ast.Call(node.func, node.args, [*node.keywords, asked])


def _with(node: ast.Call, old: ast.keyword, new: ast.keyword) -> ast.Call:
    return ast.Call(node.func, node.args, [new if one is old else one for one in node.keywords])


def _not(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


OPERATORS: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.FunctionDef: _function, ast.If: _condition, ast.IfExp: _condition, ast.GeneratorExp: _comprehension,
    ast.ListComp: _comprehension, ast.BoolOp: _and_or, ast.BinOp: _both_either, ast.UnaryOp: _negation,
    ast.Compare: _comparison, ast.Call: _call,
}  # fmt: skip
