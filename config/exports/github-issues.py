#!/usr/bin/env python3
"""Makes, updates, closes and reopens GitHub issues of an export: atrest export --to github --out export.csv

    config/exports/github-issues.py export.csv OWNER/REPOSITORY tickets.csv
    atrest export --to github --acknowledge tickets.csv

Issues are found by the external id in the first line of their body, so that running it twice makes nothing twice. It needs the
command gh, logged in. tickets.csv has the rows that GitHub took; what it refused is told and given again by the next export.
"""
import csv
import json
import re
import subprocess
import sys

MARK = re.compile(r"<!-- atrest:([a-z0-9-]+) -->")
GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")


def gh(*arguments, text=None):
    return subprocess.run(["gh", *arguments], input=text, check=True, capture_output=True, text=True).stdout


def issues(repository):
    """The issues with an external id: number and state."""
    listed = gh("issue", "list", "--repo", repository, "--label", "atrest", "--state", "all",
                "--limit", "1000000", "--json", "number,body,state")
    found = {}
    for issue in sorted(json.loads(listed), key=lambda issue: issue["number"]):
        mark = MARK.match(issue["body"])
        if mark:
            found.setdefault(mark.group(1), (str(issue["number"]), issue["state"].lower()))
    return found


def written(cell):
    """A cell without the apostrophe that keeps spreadsheets from computing it."""
    return cell[1:] if GUARDED.match(cell) else cell


def take(row, repository, known):
    """The number of the row's issue, which is then as the row says."""
    common = ["--repo", repository]
    number, state = known.get(row["externalId"], ("", "open"))
    if number:
        gh("issue", "edit", number, *common, "--title", row["title"], "--body-file", "-", text=row["body"])
    else:
        labels = [part for label in row["labels"].split(",") for part in ("--label", label)]
        url = gh("issue", "create", *common, "--title", row["title"], "--body-file", "-", *labels, text=row["body"])
        number = url.strip().rsplit("/", 1)[-1]
    if row["state"] == "closed" and state == "open":
        gh("issue", "close", number, *common)
    elif row["action"] in ("CREATE", "REOPEN") and row["state"] == "open" and state == "closed":
        gh("issue", "reopen", number, *common)
    return number


def main(export, repository, tickets):
    csv.field_size_limit(10_000_000)
    with open(export, newline="", encoding="utf-8-sig") as file:
        rows = [{name: written(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    for label in sorted({label for row in rows for label in row["labels"].split(",")} | {"atrest"}):
        gh("label", "create", label, "--repo", repository, "--force")
    known = issues(repository)
    refused = 0
    with open(tickets, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["externalId", "number"])
        for row in rows:
            try:
                out.writerow([row["externalId"], take(row, repository, known)])
            except subprocess.CalledProcessError as error:
                refused += 1
                print(f"{row['externalId']}: {error.stderr.strip()}", file=sys.stderr)
    if refused:
        sys.exit(f"{refused} of {len(rows)} rows were refused")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
