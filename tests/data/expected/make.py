#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 TTN Console contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each recorded MQTT message means, worked out from its JSON by the wire reference's rules and without the codecs.

Run once for each generation; the results are checked in as v3.json and v2.json and read by tst_recordings. A change of the
codecs is no reason to run it again: only a better understanding of the network is.

    make.py v3 ../v3/mqtt > v3.json
    make.py v2 ../v2/mqtt > v2.json
"""
import base64
import json
import pathlib
import sys
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal


class Number(str):
    """A number as it was written."""


def parse(text):
    return json.loads(text, parse_float=Number, parse_int=Number)


def written(value):
    """JSON text without blanks, numbers as they were."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + written(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def plain(text):
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(named.get(c) or (f"\\u{ord(c):04x}" if ord(c) < 32 else c) for c in text)


def fields(value, prefix=""):
    for key, inner in value.items():
        name = prefix + (plain(key) if key else '""')
        if isinstance(inner, dict) and inner:
            yield from fields(inner, name + ".")
        elif isinstance(inner, str) and not isinstance(inner, Number):
            yield name + " " + plain(inner)
        else:
            yield name + " " + written(inner)


def line(value):
    return " · ".join(fields(value)) if value else ""


def nanoseconds(text):
    if not text or text.startswith("0001-"):
        return None
    seconds, _, fraction = text.rstrip("Z").partition(".")
    moment = datetime.strptime(seconds, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return int(moment.timestamp()) * 10**9 + int((fraction or "0").ljust(9, "0"))


def rounded(value):
    return int(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))


def hundredths(value):
    return rounded(Decimal(value) * 100)


def payload(row, text):
    if text is not None:
        row["payload"] = base64.b64decode(text).hex()
        row["flags"].append("HasPayload")


def port(row, value):
    if value is not None:
        row["f_port"] = int(value)


def filled(error):
    text = error["message_format"]
    for name, value in error.get("attributes", {}).items():
        text = text.replace("{" + name + "}", value if isinstance(value, str) else written(value))
    return text + (": " + filled(error["cause"]) if "cause" in error else "")


def v3_gateways(row, metadata, fsk):
    seen, best = set(), None
    for entry in metadata:
        ids = entry.get("gateway_ids", {})
        name = ids.get("gateway_id") or ids.get("eui")
        broker = entry.get("packet_broker")
        if broker:
            name = broker.get("forwarder_gateway_id") or broker.get("forwarder_gateway_eui")
        seen.add(name)
        rssi, snr = Decimal(entry.get("rssi", "0")), Decimal(entry.get("snr", "0"))
        rank = (rssi,) if fsk else (snr, rssi)
        if best is None or rank > best[0]:
            best = (rank, name, rssi, snr)
    if best:
        row.update(gateway=best[1], rssi=hundredths(best[2]), gateways=len(seen))
        if not fsk:
            row["snr"] = hundredths(best[3])


V3_KINDS = {
    "up": ("uplink_message", "uplink"), "up/normalized": ("uplink_normalized", "normalized"),
    "join": ("join_accept", "join"), "down/queued": ("downlink_queued", "queued"),
    "down/sent": ("downlink_sent", "sent"), "down/ack": ("downlink_ack", "ack"),
    "down/nack": ("downlink_nack", "nack"), "down/failed": ("downlink_failed", "failed"),
    "down/invalidated": ("downlink_queue_invalidated", "invalidated"),
    "location/solved": ("location_solved", "location"), "service/data": ("service_data", "service")}


def v3(topic, message):
    _, application, _, device, tail = topic.split("/", 4)
    member, kind = V3_KINDS[tail]
    row = {"kind": kind, "application": application.split("@")[0], "device": device, "flags": []}
    up = parse(message)
    body = up[member]
    ids = up["end_device_ids"]
    for key in "dev_eui", "join_eui", "dev_addr":
        if key in ids:
            row[key] = ids[key]
    own_time = kind in ("uplink", "normalized", "join") and body.get("received_at")
    row["time"] = str(nanoseconds(own_time or up["received_at"]))
    row["flags"].append("HasNetworkTime")
    if up.get("simulated"):
        row["flags"].append("Simulated")
    tied = "as:downlink:" if kind in ("queued", "sent", "ack", "nack", "failed", "invalidated") else "gs:uplink:"
    found = [i for i in up.get("correlation_ids", []) if i.startswith(tied)]
    if not found and tied == "gs:uplink:":
        found = [i for i in up.get("correlation_ids", []) if i.startswith("as:up:")]
    row["group"] = found[0] if found else ""
    row["correlation_ids"] = up.get("correlation_ids", [])

    if kind == "failed":
        row["error"] = row["decoded"] = filled(body["error"])
        body = body["downlink"]
    elif kind == "invalidated":
        body = body["downlinks"][0] | {"session_key_id": body.get("session_key_id", "")} if len(body["downlinks"]) == 1 else {}
    elif kind == "location":
        place = body["location"]
        row["service"] = body["service"]
        row["decoded"] = f'{place.get("latitude", "0")}, {place.get("longitude", "0")} ({body["service"]})'
        return row
    elif kind == "service":
        row["service"] = body["service"]
        row["decoded"] = " · ".join([body["service"], *fields(body["data"])])
        return row
    row["session"] = body.get("session_key_id", "")
    if kind == "join":
        return row

    port(row, body.get("f_port"))
    if kind in ("uplink", "normalized", "sent", "ack", "nack"):
        row["f_cnt"] = int(body.get("f_cnt", "0"))
    elif kind != "queued" and ("f_cnt" in body or (kind == "failed" and row["session"])):
        row["f_cnt"] = int(body.get("f_cnt", "0"))
    payload(row, body.get("frm_payload"))
    if body.get("confirmed"):
        row["flags"].append("Confirmed")
    if "decoded_payload" in body:
        row["flags"].append("Decoded")
        row.setdefault("decoded", line(body["decoded_payload"]))
    if kind == "normalized":
        row["decoded"] = line(body["normalized_payload"])
    row["warnings"] = body.get("decoded_payload_warnings", []) + body.get("normalized_payload_warnings", [])
    if row["warnings"]:
        row["flags"].append("HasWarnings")
    rate = body.get("settings", {}).get("data_rate", {})
    if "lora" in rate:
        row["data_rate"] = f'SF{rate["lora"]["spreading_factor"]}BW{int(rate["lora"]["bandwidth"]) // 1000}'
    elif "fsk" in rate:
        row["data_rate"] = f'FSK {int(rate["fsk"]["bit_rate"]) // 1000}k'
    row["frequency"] = body.get("settings", {}).get("frequency", "0")
    if "consumed_airtime" in body:
        row["airtime"] = rounded(Decimal(body["consumed_airtime"].rstrip("s")) * 10000)
    v3_gateways(row, body.get("rx_metadata", []), "fsk" in rate)
    return row


V2_KINDS = {
    "up": "uplink", "events/activations": "join", "events/activations/errors": "error", "events/up/errors": "error",
    "events/down/scheduled": "queued", "events/down/sent": "sent", "events/down/acks": "ack",
    "events/down/errors": "failed", "events/create": "created", "events/update": "updated",
    "events/delete": "deleted"}


def v2_radio(row, data, hertz):
    row["frequency"] = str(rounded(Decimal(data.get("frequency", "0")) * hertz))
    if "data_rate" in data:
        row["data_rate"] = data["data_rate"]
    elif "bit_rate" in data:
        row["data_rate"] = f'FSK {int(data["bit_rate"]) // 1000}k'
    if "airtime" in data:
        row["airtime"] = rounded(Decimal(data["airtime"]) / 100000)


def v2(topic, message):
    application, _, device, tail = topic.split("/", 3)
    if tail == "down" or tail.startswith("up/"):
        return None
    body = parse(message)
    if tail == "up" and not (isinstance(body, dict) and "metadata" in body):
        return None
    row = {"kind": V2_KINDS[tail], "application": application, "device": device, "flags": [], "group": "", "session": ""}
    body = body or {}
    item = body if tail == "up" else body.get("message") or {}
    for key, name in (("hardware_serial", "dev_eui"), ("dev_eui", "dev_eui"), ("app_eui", "join_eui"), ("dev_addr", "dev_addr")):
        if body.get(key):
            row[name] = body[key]
    if "error" in body:
        row["error"] = row["decoded"] = body["error"]
    if item.get("port") is not None and (item["port"] != "0" or item.get("payload_raw") or item.get("payload_fields")):
        port(row, item["port"])
    payload(row, item.get("payload_raw"))
    if item.get("confirmed"):
        row["flags"].append("Confirmed")
    if "payload_fields" in item:
        row["flags"].append("Decoded")
        row.setdefault("decoded", line(item["payload_fields"]))
    if tail == "up":
        row["f_cnt"] = int(body["counter"])
        if body.get("is_retry"):
            row["flags"].append("Retry")
    if tail in ("events/create", "events/update"):
        row["decoded"] = line({k: v for k, v in body.items() if k != "update_at"})
    if "config" in body:
        v2_radio(row, body["config"], 1)
        row["f_cnt"] = int(body["config"].get("counter", "0"))
        row["gateway"] = body["gateway_id"]
    if "metadata" in body:
        data = body["metadata"]
        time = nanoseconds(data["time"])
        if time is not None:
            row["time"] = str(time)
            row["flags"].append("HasNetworkTime")
        v2_radio(row, data, 1000000)
        fsk, best, seen = data.get("modulation") == "FSK", None, set()
        for entry in data.get("gateways", []):
            seen.add(entry["gtw_id"])
            rssi, snr = Decimal(entry.get("rssi", "0")), Decimal(entry.get("snr", "0"))
            rank = (rssi,) if fsk else (snr, rssi)
            if best is None or rank > best[0]:
                best = (rank, entry)
        if best:
            row.update(gateway=best[1]["gtw_id"], rssi=hundredths(best[1].get("rssi", "0")), gateways=len(seen))
            if not fsk or "snr" in best[1]:
                row["snr"] = hundredths(best[1].get("snr", "0"))
    return row


def main():
    generation, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    expected = {}
    for file in sorted(folder.glob("*.jsonl")):
        rows = []
        for text in file.read_text("utf-8").splitlines():
            message = json.loads(text)
            rows.append({"v3": v3, "v2": v2}[generation](message["topic"], message["payload"]))
        expected[file.name] = rows
    names = list(expected)
    print("{")
    for name in names:
        rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in expected[name])
        print(f' "{name}": [\n{rows}\n ]' + ("," if name != names[-1] else ""))
    print("}")


main()
