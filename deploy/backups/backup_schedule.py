#!/usr/bin/python3 -IS
"""Makes backups when they are due, and tells node_exporter when the last one ended well.

A full backup is due when there is none or the newest one is --full-hours old; a differential one when the newest of any
kind is --differential-hours old. What is due is read from the repository itself, so backups that somebody made by hand
count, and nothing is kept here. The arguments after -- run pgBackRest.
"""
import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import time

ROUND_SECONDS = 60
METRIC = "sagaz_backup_last_success_timestamp_seconds"
NO_REPLICA = "unable to find standby"


class Runner:
    """Runs one command at a time, and ends it when the service is to end."""

    def __init__(self):
        self.stop = threading.Event()
        self.child = None

    def end(self, *_):
        self.stop.set()
        if self.child:
            self.child.terminate()

    def run(self, command):
        """Code, output and complaints of a command."""
        if self.stop.is_set():
            return 1, "", ""
        self.child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        output, errors = self.child.communicate()
        code, self.child = self.child.returncode, None
        return code, output, errors


def due(backups, now, full_hours, differential_hours):
    """The kind of backup that is due, or None."""
    def age(ends):
        return (now - max(ends, default=0)) / 3600

    ends = [(backup["type"], backup["timestamp"]["stop"]) for backup in backups]
    if age([end for kind, end in ends if kind == "full"]) >= full_hours:
        return "full"
    return "diff" if age([end for _, end in ends]) >= differential_hours else None


def read(runner, command):
    """The backups of the repository; None while it does not answer or is not set up."""
    code, output, errors = runner.run([*command, "--output=json", "info"])
    if code != 0:
        print(output + errors, flush=True)
        return None
    stanza = json.loads(output)[0]
    return stanza["backup"] if stanza["archive"] else None


def back_up(runner, command, servers, kind):
    """Makes a backup, from a replica where one streams."""
    sources = ["--backup-standby", "--no-backup-standby"] if any(option.startswith("--pg2-") for option in servers) else ["--no-backup-standby"]
    for source in sources:
        code, output, errors = runner.run([*command, *servers, "--type=" + kind, source, "backup"])
        print(f"{kind} backup, {source}: code {code}\n{output}{errors}", flush=True)
        if NO_REPLICA not in output + errors:
            return


def publish(backups, file):
    """Replaces the metrics file at once."""
    if not backups:
        return
    last = max(backup["timestamp"]["stop"] for backup in backups)
    with open(file + ".new", "w", encoding="utf-8") as metrics:
        metrics.write(f"# HELP {METRIC} End of the newest backup, in seconds since 1970.\n# TYPE {METRIC} gauge\n{METRIC} {last}\n")
    os.chmod(file + ".new", 0o644)
    os.replace(file + ".new", file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full-hours", type=float, required=True)
    parser.add_argument("--differential-hours", type=float, required=True)
    parser.add_argument("--metrics", required=True, help="text file for node_exporter")
    parser.add_argument("--servers", help="file of pgBackRest's options that name the servers, one per line; without it others make the backups")
    parser.add_argument("command", nargs="+", help="pgBackRest with its configuration and stanza")
    options = parser.parse_args()
    runner = Runner()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, runner.end)
    os.makedirs(os.path.dirname(options.metrics), exist_ok=True)
    while not runner.stop.is_set():
        backups = read(runner, options.command)
        if backups is not None:
            kind = due(backups, time.time(), options.full_hours, options.differential_hours)
            if kind and options.servers:
                # Read each time: members come and go.
                with open(options.servers, encoding="utf-8") as file:
                    back_up(runner, options.command, file.read().split("\n")[:-1], kind)
                backups = read(runner, options.command)
            publish(backups, options.metrics)
        runner.stop.wait(ROUND_SECONDS if backups else 5)


if __name__ == "__main__":
    sys.exit(main())
