"""The packaged files of knowledge, read."""

import csv
import io
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import yaml

from planparse.knowledge.entries import (
    Agency,
    ColumnRole,
    Comparator,
    District,
    DocumentType,
    Group,
    LabelStyle,
    NamedBody,
    Province,
    Wording,
    to_date,
)
from planparse.knowledge.syllables import to_syllables

# The files of wordings that are known by their names, which no two of them share.
WORDINGS = ("patterns.yaml", "names.yaml", "acts.yaml", "times.yaml", "quantities.yaml")


def read_all() -> dict[str, Any]:
    """Everything that is packaged, by the names that `Knowledge` has for it."""
    return {**_read_wordings(), **_read_bodies(), **_read_words(), **_read_fonts()}


def _read_wordings() -> dict[str, Any]:
    return {
        "patterns": {
            name: Wording.from_entry(entry)
            for file in WORDINGS
            for name, entry in _read_yaml(file).items()
        },
        "cells": {k: Wording.from_entry(v) for k, v in _read_yaml("cells.yaml").items()},
        "columns": tuple(ColumnRole.from_entry(entry) for entry in _read_yaml("columns.yaml")),
        "labels": tuple(LabelStyle.from_entry(entry) for entry in _read_yaml("labels.yaml")),
    }


def _read_bodies() -> dict[str, Any]:
    """Who there is, and what its names are made of."""
    return {
        "provinces": tuple(
            Province(**row | {"valid_to": to_date(row["valid_to"])})
            for row in _read_csv("provinces.csv")
        ),
        "districts": tuple(District(**row) for row in _read_csv("districts.csv")),
        "agencies": tuple(Agency.from_row(row) for row in _read_csv("agencies.csv")),
        "groups": tuple(Group.from_entry(entry) for entry in _read_yaml("agency_groups.yaml")),
        "named_bodies": tuple(
            NamedBody.from_entry(entry) for entry in _read_yaml("agency_patterns.yaml")
        ),
        "head_nouns": tuple(row["noun"] for row in _read_csv("head_nouns.csv")),
        "surnames": frozenset(row["surname"] for row in _read_csv("surnames.csv")),
        "name_words": _read_name_words(),
    }


def _read_name_words() -> dict[str, tuple[str, ...]]:
    """By their kind: a place behind a name, what begins a plural, what links the parts of a name,
    what a people's committee is called, and the levels that have one."""
    rows = list(_read_csv("name_words.csv"))
    kinds = dict.fromkeys(row["kind"] for row in rows)
    return {kind: tuple(row["words"] for row in rows if row["kind"] == kind) for kind in kinds}


def _read_words() -> dict[str, Any]:
    """What single words, signs and abbreviations mean."""
    return {
        "document_types": tuple(DocumentType(**row) for row in _read_csv("document_types.csv")),
        "cited_types": {row["printed"]: row["type"] for row in _read_csv("cited_types.csv")},
        "symbols": {row["symbol"]: row["authority"] for row in _read_csv("symbols.csv")},
        "abbreviations": {
            row["abbreviation"]: row["meaning"] for row in _read_csv("abbreviations.csv")
        },
        "comparators": tuple(Comparator(**row) for row in _read_csv("comparators.csv")),
        "ordinals": {row["word"]: int(row["value"]) for row in _read_csv("ordinals.csv")},
        "scales": {row["word"]: float(row["factor"]) for row in _read_csv("scales.csv")},
        "units": {
            row["unit"].casefold(): row["is_measure"] == "yes" for row in _read_csv("units.csv")
        },
    }


def _read_fonts() -> dict[str, Any]:
    """What letters are, how wide, and how fonts and old encodings number them."""
    grammar = _read_yaml("syllables.yaml")
    return {
        "syllables": to_syllables(grammar["onsets"], grammar["rimes"]),
        "legacy_letters": _read_legacy_letters(),
        "glyph_order": {
            int(row["first"]) + offset: letter
            for row in _read_csv("glyph_order.csv")
            for offset, letter in enumerate(row["letters"])
        },
        "times_widths": {
            row["character"]: int(row["width"]) / 1000 for row in _read_csv("times_widths.csv")
        },
        "symbol_signs": {
            chr(int(row["code"], 16)): row["sign"] for row in _read_csv("symbol_signs.csv")
        },
    }


# The marks of `legacy_letters.csv`, as combining characters.
_MARKS = {
    "grave": "\u0300",
    "acute": "\u0301",
    "circumflex": "\u0302",
    "tilde": "\u0303",
    "breve": "\u0306",
    "hook": "\u0309",
    "dot": "\u0323",
}


def _read_legacy_letters() -> dict[str, dict[str, str]]:
    """What each code of an old encoding stands for; sources: TCVN 5712:1993 (VN3), VNI for Windows.

    The code is that of Windows-1252; two codes of TCVN3 are often written as mathematical signs.
    """
    encodings: dict[str, dict[str, str]] = {}
    for row in _read_csv("legacy_letters.csv"):
        marks = "".join(_MARKS[mark] for mark in (row["marks"] or "").split())
        letters = encodings.setdefault(row["encoding"], {})
        letters[chr(int(row["code"], 16))] = row["letter"] or marks
    return encodings


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _read_yaml(name: str) -> Any:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text
    return yaml.load(_read(name), Loader=loader)


def _read_csv(name: str) -> Iterable[dict[str, Any]]:
    for row in csv.DictReader(io.StringIO(_read(name))):
        yield {key: value or None for key, value in row.items()}
