# SPDX-License-Identifier: Apache-2.0
"""Compares chat templates found in an environment (TRL carries some ninety) with Transformers' own rendering. Opt-in, nothing is kept.

    TZ=UTC python tests/interop/template_deep.py BUILD/bin/text_test [FOLDER or FILE.jinja …]

Needs transformers 5.23.0 and Jinja2 3.1.6; without paths it looks through the installed packages.
"""

import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "golden" / "text"))
import make_template_golden as golden  # noqa: E402
import template_contexts  # noqa: E402


def main():
    if os.environ.get("TZ") != "UTC" or len(sys.argv) < 2:
        sys.exit(__doc__)
    roots = [pathlib.Path(path) for path in sys.argv[2:]] or [pathlib.Path(sysconfig.get_paths()["purelib"])]
    files = sorted({file for root in roots for file in ([root] if root.is_file() else root.rglob("*.jinja"))})
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as cases:
        count = 0
        for file in files:
            source = file.read_bytes().decode()
            for name, context in template_contexts.CONTEXTS.items():
                expected = golden.without_why(golden.reference({"source": source, **context}))
                cases.write(json.dumps({"name": f"{file.name} with {name}", "now": golden.NOW, "source": source, "input": context, **expected}) + "\n")
                count += 1
        cases.flush()
        print(count, "renders of", len(files), "templates")
        test = [sys.argv[1], "--gtest_filter=*GivenCases*"]
        sys.exit(subprocess.run(test, env={**os.environ, "LUTHIER_TEMPLATE_CASES": cases.name}).returncode)


if __name__ == "__main__":
    main()
