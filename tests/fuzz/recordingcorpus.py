#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes each recorded message as one input of the fuzz targets: recordingcorpus.py tests/data/v3/mqtt FOLDER"""
import json
import pathlib
import sys

source, target = map(pathlib.Path, sys.argv[1:])
target.mkdir(parents=True, exist_ok=True)
for file in sorted(source.glob("*.jsonl")):
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        message = json.loads(line)
        text = message["topic"] + "\n" + message["payload"]
        (target / f"{file.stem}-{number}").write_bytes(text.encode("utf-8"))
