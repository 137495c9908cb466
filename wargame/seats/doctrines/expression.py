"""Conditions and weights of a doctrine's rules: a small, safe part of Python's expressions over named facts."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Value = float | str | bool

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {ast.USub: operator.neg, ast.Not: operator.not_}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class NotKnown(Exception):  # noqa: N818 - a rule that reads what this game lacks does not apply; nothing is wrong
    """An expression asks for something that this game or this turn does not have."""


@dataclass(frozen=True)
class Expression:
    """Arithmetic, comparison, `and`/`or`/`not`, `a if b else c`, names, and calls of named functions; nothing else."""

    text: str

    @cached_property
    def _root(self) -> ast.expr:
        try:
            root = ast.parse(self.text, mode="eval").body
        except SyntaxError:
            raise ValueError(f"{self.text!r} is not an expression") from None
        for node in ast.walk(root):
            _check(node, self.text)
        return root

    def names(self) -> set[str]:
        """Facts and functions that the expression reads. Raises ValueError where it is not one."""
        return {node.id for node in ast.walk(self._root) if isinstance(node, ast.Name)}

    def value(self, facts: Mapping[str, Any]) -> Any:
        """The value over `facts`; NotKnown where a fact does not exist here."""
        try:
            return _value(self._root, facts)
        except ZeroDivisionError:
            raise NotKnown(self.text) from None


def _check(node: ast.AST, text: str) -> None:
    plain = (
        ast.Constant | ast.Name | ast.IfExp | ast.BoolOp | ast.boolop | ast.Load | ast.Compare | ast.BinOp | ast.UnaryOp
    )
    known = isinstance(node, plain) or type(node) in {*_BINARY, *_UNARY, *_COMPARE}
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords
    if not (known or call):
        raise ValueError(f"{text!r} uses {type(node).__name__}, which a rule may not")


def _value(node: ast.expr, facts: Mapping[str, Any]) -> Any:  # noqa: PLR0911 - one return per kind of node
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return facts[name]
        case ast.IfExp(test=test, body=body, orelse=orelse):
            return _value(body if _value(test, facts) else orelse, facts)
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_value(part, facts) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_value(part, facts) for part in parts)
        case ast.UnaryOp(op=sign, operand=operand):
            return _UNARY[type(sign)](_value(operand, facts))
        case ast.BinOp(left=left, op=sign, right=right):
            return _BINARY[type(sign)](_value(left, facts), _value(right, facts))
        case ast.Compare(left=left, ops=signs, comparators=rights):
            values = [_value(side, facts) for side in (left, *rights)]
            return all(_COMPARE[type(sign)](a, b) for sign, a, b in zip(signs, values, values[1:], strict=False))
        case ast.Call(func=func, args=args):
            return _value(func, facts)(*(_value(arg, facts) for arg in args))
        case _:
            raise NotKnown(ast.dump(node))
