"""Metric math as alarms use it: arithmetic, comparisons, `IF` and `FILL` with a number, point by point.

CloudWatch User Guide, "Using math expressions with CloudWatch metrics". What is not known raises, so that no alarm is kept
that would never ring.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

Value = float | None
"""None where a metric has no point."""


class Unknown(ValueError):
    """An expression, or a part of it, that is not implemented."""


_ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def evaluate(expression: str, metrics: Mapping[str, Value]) -> Value:
    """The value of an expression at one time; None where a metric that it needs has no point, or where it divides by zero.

    @raises Unknown
    """
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except SyntaxError:
        raise Unknown(expression) from None
    return _value(tree.body, metrics)


def _value(node: ast.expr, metrics: Mapping[str, Value]) -> Value:
    match node:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id=name) if name in metrics:
            return metrics[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _with(operator.neg, _value(operand, metrics))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _with(_ARITHMETIC[type(op)], _value(left, metrics), _value(right, metrics))
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
            return _with(_COMPARISONS[type(op)], _value(left, metrics), _value(right, metrics))
        case ast.Call(func=ast.Name(id="FILL"), args=[metric, ast.Constant(value=int() | float() as number)]):
            found = _value(metric, metrics)
            return float(number) if found is None else found
        case ast.Call(func=ast.Name(id="IF"), args=[condition, then, otherwise]):
            chosen, either = _value(condition, metrics), (_value(then, metrics), _value(otherwise, metrics))
            return None if chosen is None else either[0] if chosen else either[1]
    raise Unknown(ast.unparse(node))


def _with(function: Callable[..., Any], *operands: Value) -> Value:
    if None in operands:
        return None
    try:
        return float(function(*operands))
    except ZeroDivisionError:
        return None
