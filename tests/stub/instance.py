"""Make a value that fits a JSON Schema, the same for the same seed."""

from __future__ import annotations

import random
from typing import Any

WORDS = ("chips", "power", "weights", "trust", "build", "hold", "share", "grid", "open", "ally", "price", "field")
Schema = dict[str, Any]


class SchemaError(ValueError):
    """The schema asks for something that this generator does not know."""


def instance(schema: Schema, seed: str) -> Any:
    """Return a value that fits `schema` (types, enum, const, anyOf, local $ref, bounds)."""
    return _Maker(schema, random.Random(seed)).make(schema)


class _Maker:
    def __init__(self, root: Schema, chance: random.Random) -> None:
        self.root = root
        self.chance = chance

    def make(self, schema: Schema) -> Any:
        if "$ref" in schema:
            return self.make(self.resolve(schema["$ref"]))
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        if "anyOf" in schema:
            return self.make(self.chance.choice(schema["anyOf"]))
        kind = schema.get("type")
        if isinstance(kind, list):
            kind = self.chance.choice(kind)
        maker = getattr(self, f"make_{kind}", None)
        if maker is None:
            raise SchemaError(f"cannot make a value of type {kind!r}")
        return maker(schema)

    def resolve(self, reference: str) -> Schema:
        found: Any = self.root
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
        return dict(found)

    def make_object(self, schema: Schema) -> dict[str, Any]:
        return {key: self.make(value) for key, value in schema.get("properties", {}).items()}

    def make_array(self, schema: Schema) -> list[Any]:
        low = schema.get("minItems", 0)
        return [self.make(schema["items"]) for _ in range(self.chance.randint(low, schema.get("maxItems", low + 2)))]

    def make_string(self, schema: Schema) -> str:
        low, high = schema.get("minLength", 0), schema.get("maxLength", 60)
        text = " ".join(self.chance.choices(WORDS, k=self.chance.randint(2, 7)))
        return text.ljust(low, ".")[:high]

    def make_integer(self, schema: Schema) -> int:
        return self.chance.randint(schema.get("minimum", 0), schema.get("maximum", 10))

    def make_number(self, schema: Schema) -> float:
        return self.chance.uniform(schema.get("minimum", 0.0), schema.get("maximum", 1.0))

    def make_boolean(self, _schema: Schema) -> bool:
        return self.chance.random() < 0.5

    def make_null(self, _schema: Schema) -> None:
        return None
