"""Runs the studies of `docs/studies.md` whole, and its Python on them, and holds what that prints against what the page prints.

    pip install -r tests/peers/reading.txt
    python tests/peers/studies.py target/release/marchland FOLDER

The studies are run into FOLDER (five minutes in a release build); what is there already is not run again.
"""

import pathlib
import re
import subprocess
import sys

root = pathlib.Path(__file__).parents[2]
marchland, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
folder.mkdir(parents=True, exist_ok=True)
page = (root / "docs" / "studies.md").read_text()
snippets = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.S)
assert len(snippets) == page.count("```python"), "a snippet without what it prints"


def batch(study, out):
    subprocess.run([marchland, "batch", study, "--out", out], cwd=folder, check=True)


for name in sorted(set(re.findall(r"^\$ marchland batch (\S+) --out \1$", page, re.M))):
    batch(root / "studies" / f"{name}.ron", name)

# The copy that the page speaks of.
text = (root / "studies" / "amur-robust.ron").read_text()
text = re.sub(r"policies: \[.*\],", 'policies: ["staged"],', text)
text = text.replace("design: Latin(500),", "design: Latin(500),\n    replicates: 10,")
copy = folder / "amur-robust-10.ron"
copy.write_text(text)
batch(copy, "amur-robust-10")

for code, wanted in snippets:
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)
    if done.stdout != wanted:
        sys.exit(f"not what the page prints:\n{code}\n{done.stdout}{done.stderr}")
print(len(snippets), "snippets print what the page says")
