"""Runs whole processes and says what they took: what bench/compare and bench/scale have in common."""

import json
import os
import statistics
import subprocess
import sys
import time

SUFFIXES = (".fa", ".fna", ".fasta", ".fa.gz", ".fna.gz", ".fasta.gz")
AGC4J = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "src", "cli", "agc4j")


def java(name):
    """The command of a class of the benchmarks, which are built if they are not."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    if not os.path.isdir(os.path.join(root, "bench", "target", "lib")):
        subprocess.run(["mvn", "-q", "-DskipTests", "package"], cwd=root, check=True)
    found = subprocess.run([os.path.join(root, "src", "cli", "find-jdk")], check=True, stdout=subprocess.PIPE)
    path = os.path.join(root, "bench", "target", "classes") + ":" + os.path.join(root, "bench", "target", "lib", "*")
    return [os.path.join(found.stdout.decode().strip(), "bin", "java"), "-Xmx512m", "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", path,
            "io.github.agc4j.bench." + name]


def run(command, output=None):
    """Runs a command; wall and CPU seconds and peak RSS in MiB (of 2^20 bytes)."""
    with open(output or os.devnull, "wb") as out:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit("%s: status %d\n%s" % (" ".join(command[:2]), process.returncode, errors.decode()))
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss / 1024}


def genomes(folder, reference=None, maximum=None):
    """The FASTA files of a folder by name, the reference first."""
    names = sorted(name for name in os.listdir(folder) if name.endswith(SUFFIXES))
    if reference:
        names.remove(reference)
        names.insert(0, reference)
    return [os.path.join(folder, name) for name in names[:maximum]]


def medians(runs):
    return {key: statistics.median(r[key] for r in runs) for key in runs[0]}


def in_turn(work, n):
    """Runs each of the named works n times in turn; medians by name."""
    runs = {name: [] for name in work}
    for _ in range(n):
        for name, job in work.items():
            runs[name].append(job())
    return {name: medians(results) for name, results in runs.items()}


def print_rows(rows, as_json):
    """Prints a table of the rows, or one JSON array."""
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    print("| %-34s | %-6s | %9s | %9s | %9s | %14s |" % ("work", "tool", "wall s", "CPU s", "RSS MiB", "archive bytes"))
    print("|" + "---|" * 6)
    for row in rows:
        for tool in ("agc4j", "agc"):
            if tool in row:
                m = row[tool]
                print("| %-34s | %-6s | %9.2f | %9.2f | %9.1f | %14s |"
                      % (row["work"], tool, m["wall"], m["cpu"], m["rss"], m.get("bytes", "")))
        if "agc" in row:
            print("| %-34s | %-6s | %9.2f | %9.2f | %9.2f | %14s |"
                  % (row["work"], "ratio", row["agc4j"]["wall"] / row["agc"]["wall"],
                     row["agc4j"]["cpu"] / row["agc"]["cpu"], row["agc4j"]["rss"] / row["agc"]["rss"], ""))
        sys.stdout.flush()
