"""Copies the browser libraries we ship from the npm registry into static/vendor/; `--check` only compares.

Bare import specifiers become relative paths, so the same file loads in Node and, under a strict
content security policy without an import map, in the browser.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
RECORD = VENDOR / "versions.json"
SOURCE_MAP_COMMENT = re.compile(r"\n//# sourceMappingURL=\S+\s*$")


@dataclass(frozen=True)
class Library:
    """One npm package: which of its files we ship, and under what names."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


LIBRARIES = [
    Library(
        "preact",
        "11.2.0",
        "MIT",
        {
            "dist/preact.mjs": "preact/preact.js",
            "hooks/dist/hooks.mjs": "preact/hooks.js",
            "LICENSE": "preact/LICENSE",
        },
    ),
    Library("htm", "3.1.1", "Apache-2.0", {"dist/htm.mjs": "htm/htm.js", "LICENSE": "htm/LICENSE"}),
    Library(
        "@preact/signals-core",
        "1.14.5",
        "MIT",
        {"dist/signals-core.mjs": "signals-core/signals-core.js", "LICENSE": "signals-core/LICENSE"},
    ),
    Library(
        "@preact/signals",
        "2.11.4",
        "MIT",
        {"dist/signals.mjs": "signals/signals.js", "LICENSE": "signals/LICENSE"},
    ),
    Library("idb", "8.0.4", "ISC", {"build/index.js": "idb/idb.js", "LICENSE": "idb/LICENSE"}),
    Library(
        "rapidoc",
        "9.3.8",
        "MIT",
        {
            "dist/rapidoc-min.js": "rapidoc/rapidoc-min.js",
            "dist/rapidoc-min.js.LICENSE.txt": "rapidoc/NOTICE",
            "LICENSE.txt": "rapidoc/LICENSE",
        },
    ),
]

# Where each bare specifier is found, seen from static/vendor/; every shipped file lies one folder deep.
SPECIFIERS = {
    "preact": "preact/preact.js",
    "preact/hooks": "preact/hooks.js",
    "@preact/signals-core": "signals-core/signals-core.js",
}

# For editors and the type check: a file beside the copy that names the package's own types.
TYPES = {
    "preact/preact.js": "preact",
    "preact/hooks.js": "preact/hooks",
    "htm/htm.js": "htm",
    "signals-core/signals-core.js": "@preact/signals-core",
    "signals/signals.js": "@preact/signals",
    "idb/idb.js": "idb",
}
DEFAULT_EXPORTS = {"htm"}


def rewrite(source: str) -> str:
    """A module's text with our paths for its imports, and without the pointer to a map we do not ship."""
    for specifier, path in SPECIFIERS.items():
        pattern = rf"""(\bfrom|\bimport)(\s*)(["']){re.escape(specifier)}\3"""
        source = re.sub(pattern, rf"\g<1>\g<2>\g<3>../{path}\g<3>", source)
    return SOURCE_MAP_COMMENT.sub("\n", source)


def fetch(library: Library, folder: Path) -> dict[str, bytes]:
    """The files of one library as we ship them, by their path below static/vendor/."""
    npm = shutil.which("npm") or sys.exit("npm is needed to fetch the libraries.")
    packed = subprocess.run(
        [npm, "pack", "--silent", "--pack-destination", str(folder), f"{library.name}@{library.version}"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.split()[-1]
    files = {}
    with tarfile.open(folder / packed) as archive:
        for inside, outside in library.files.items():
            member = archive.extractfile(f"package/{inside}")
            assert member is not None, f"{library.name} has no {inside}"
            content = member.read()
            is_module = inside.endswith((".mjs", ".js"))
            files[outside] = rewrite(content.decode()).encode() if is_module else content
    return files


def type_stub(package: str) -> str:
    """A declaration file that hands on the types of the npm package."""
    default = f'export {{ default }} from "{package}";\n' if package in DEFAULT_EXPORTS else ""
    return f'export * from "{package}";\n{default}'


def refresh() -> None:
    """Fetch everything and write it with its record."""
    record: dict[str, Any] = {
        "note": "Written by tools/vendor.py. Import specifiers in the modules were rewritten to relative"
        " paths and source map comments removed; sha256 is of the file as it lies here.",
        "libraries": [],
    }
    shutil.rmtree(VENDOR, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for library in LIBRARIES:
            files = fetch(library, Path(folder))
            files |= {
                str(Path(path).with_suffix(".d.ts").as_posix()): type_stub(TYPES[path]).encode()
                for path in files
                if path in TYPES
            }
            for path, content in files.items():
                target = VENDOR / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            print(f"{library.name} {library.version}: {len(files)} files")
            record["libraries"].append(
                {
                    "name": library.name,
                    "version": library.version,
                    "licence": library.licence,
                    "files": {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)},
                }
            )
    RECORD.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8", newline="\n")


def differences() -> list[str]:
    """What lies in static/vendor/ and is not what versions.json says, one sentence each."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    expected = {path: sha for library in record["libraries"] for path, sha in library["files"].items()}
    found = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path != RECORD
    }
    wanted = [(library.name, library.version) for library in LIBRARIES]
    recorded = [(library["name"], library["version"]) for library in record["libraries"]]
    return [
        *(f"{path} is missing" for path in sorted(expected.keys() - found.keys())),
        *(f"{path} is not in versions.json" for path in sorted(found.keys() - expected.keys())),
        *(
            f"{path} was changed"
            for path in sorted(expected.keys() & found.keys())
            if expected[path] != found[path]
        ),
        *([] if wanted == recorded else ["tools/vendor.py names other versions than versions.json"]),
    ]


if __name__ == "__main__":
    if "--check" not in sys.argv[1:]:
        refresh()
    if wrong := differences():
        sys.exit("\n".join(wrong))
    print("static/vendor/ is what versions.json says")
