#!/usr/bin/env python3
"""Checks permits offline, written from permit.md, manifest.md, delegation.md, trust-file.md, status-list.md, checkpoint.md and
absence.md alone. verify_token.py opens what is signed, verify_forms.py has the tables of members, verify_proof.py the proofs.

Needs Python 3.9 or newer and the `openssl` program; nothing else, and no network.

    verify.py --trust trust-0600.json [--delegation delegation-0600-x.jws ...] [--status-list status-0600-1.jwt ...]
              [--manifest B-0600-1405-01-00001-3.jws] [--proof P-0600-1405-01-00042-7.tlog-proof ... --log-key log.pem
              [--kept 2026-11-20T08:00:00Z]] [--now 2026-11-21T08:00:00Z] PERMIT.jws ...
    verify.py --trust trust-0600.json --words
    verify.py --trust trust-0600.json --absence absence-P-0600-1405-01-99999-4.jws

Prints one JSON object a permit. Ends with 0 when every permit is valid, 1 when one is not genuine or its signer is
unknown, 5 when one is revoked, suspended, superseded or expired, 8 when one does not stand in the
manifest given, 9 when a proof of its place in the register is none, 6 when the status of one is not known, 10 for a good
signed refusal, 2 on a bad call.
"""
import argparse
import hashlib
import json
import re
import sys
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path

import verify_proof
from verify_forms import ABSENCE, LIST, LIST_MORE, MANIFEST, MANIFEST_MORE, NEEDED, OPTIONAL, PLACES, fits, instant, is_true
from verify_token import Refused, add_delegation, delegation_file, may_sign, open_token, read_trust, unbase64

STATES = ["valid", "revoked", "suspended", "superseded"]
TEHRAN = timezone(timedelta(hours=3, minutes=30))


def check_delegation(payload, key, lists):
    """An acting director's right: the delegation that the permit names, its end, its days, what it covers."""
    given = key["delegations"].get(payload["del"])
    if given is None:
        raise Refused("delegation_unknown")
    told = [one["at"] for a_list in lists for one in a_list.get("ended", []) if one["del"] == payload["del"]]
    ended = min(filter(None, (given["ended"], *told)), default=None)
    terms = given["payload"]
    scope = terms["scope"]
    if ended is not None and payload["at"] >= ended:
        raise Refused("delegation_revoked")
    if not terms["from"] <= payload["on"] <= terms["until"] or payload["at"] < terms["at"]:
        raise Refused("delegation_dates")
    covered = (terms["iss"] == payload["iss"] and "permit" in scope["k"]
               and payload["cty"] in scope.get("cty", [payload["cty"]]) and payload["fld"] in scope.get("fld", [payload["fld"]]))
    if not covered:
        raise Refused("delegation_scope")
    return {"name": terms["to"]["name"], "post": terms["to"]["post"], "from": terms["from"], "until": terms["until"]}


def check_payload(payload, use):
    if not fits(payload, NEEDED, OPTIONAL):
        raise Refused("payload")
    sealed = payload["k"] == "confirmation"
    right = (payload["post"] == use and (use == "seal") == sealed
            and ("del" in payload) == (use == "acting") and ("vis" in payload) == sealed and ("loan" in payload) == sealed
            and payload["no"].startswith(f"{'C' if sealed else 'P'}-{payload['iss']}-") and payload["st"].startswith(f"{payload['iss']}-"))
    if not right:
        raise Refused("payload")


def pick(items, sample):
    """The numbers that the seed picks: the first in the order of their hashes, as many as the rule asks for."""
    count = len(items)
    size = 0 if count < sample["from"] else min(count, sample["most"], max(sample["least"], -(-count * sample["percent"] // 100)))
    order = sorted(items, key=lambda item: hashlib.sha256(f"{sample['seed']}.{item['d']}".encode()).hexdigest())
    return order[:size]


def read_manifest(path, keys):
    """A batch manifest, as manifest.md describes it."""
    text = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace"))
    payload, key = open_token(text, "batch+jws", keys)
    if key["use"] == "seal" or not fits(payload, MANIFEST, MANIFEST_MORE):
        raise Refused("payload")
    unit = payload["iss"]
    if (key["use"] == "acting") != ("del" in payload) or not payload["no"].startswith(f"B-{unit}-"):
        raise Refused("payload")
    if not all(item["no"].startswith(f"P-{unit}-") for item in payload["items"]):
        raise Refused("payload")
    if not may_sign(key, unit, instant(payload["at"])):
        raise Refused("signer_unknown")
    if "del" in payload:
        given = key["delegations"].get(payload["del"])
        if given is None or given["payload"]["iss"] != unit:
            raise Refused("delegation_unknown")
        on = instant(payload["at"]).astimezone(TEHRAN).date().isoformat()
        if given["ended"] is not None and payload["at"] >= given["ended"]:
            raise Refused("delegation_revoked")
        if not given["payload"]["from"] <= on <= given["payload"]["until"] or payload["at"] < given["payload"]["at"]:
            raise Refused("delegation_dates")
    first = pick(payload["items"], payload["sample"])
    if [one["no"] for one in first] != payload["sample"]["picked"] or any(one["how"] != "opened" for one in first):
        raise Refused("sample")
    return {"payload": payload, "digest": key["digest"], "kid": key["kid"], "test": payload.get("test", False) or key.get("test", False)}


def place_in(manifest, permit):
    """Where a genuine permit stands to the manifest."""
    if "bat" not in permit:
        return "not_named"
    if permit["bat"] != manifest["digest"]:
        return "other"
    listed = any(one["no"] == permit["payload"]["no"] and one["d"] == permit["digest"] for one in manifest["payload"]["items"])
    return "listed" if listed and permit["kid"] == manifest["kid"] and permit["test"] == manifest["test"] else "not_listed"


def read_list(path, keys):
    """A status list, as status-list.md describes it: name, instants and unpacked bits."""
    text = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace"))
    payload, key = open_token(text, "statuslist+jwt", keys)
    if key["use"] != "seal" or not fits(payload, LIST, LIST_MORE):
        raise Refused("payload")
    if "lost" in key:
        raise Refused("signer_unknown")
    if not may_sign(key, payload["sub"][:4], datetime.fromtimestamp(payload["iat"], timezone.utc)):
        raise Refused("signer_unknown")
    unpacker = zlib.decompressobj()
    try:
        bits = unpacker.decompress(unbase64(payload["status_list"]["lst"]), PLACES // 4)
    except zlib.error:
        raise Refused("payload") from None
    if len(bits) != PLACES // 4 or unpacker.unconsumed_tail or not unpacker.eof:
        raise Refused("payload")
    return {**payload, "bits": bits, "test": payload.get("test", False) or key.get("test", False)}


def status_at(bits, place):
    return bits[place >> 2] >> (place & 3) * 2 & 3


def instant_of(a_list):
    return datetime.fromtimestamp(a_list["iat"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z") if a_list else None


def judge(payload, test, lists, now, lost=False):
    """What may be said of a permit whose signature is good."""
    name, place = payload["st"].split(":")
    seconds = now.timestamp()
    fitting = sorted((one for one in lists if one["sub"] == name and one["test"] == test), key=lambda one: -one["iat"])
    early = [one for one in fitting if one["iat"] > seconds + 600]
    current = fitting[len(early)] if len(fitting) > len(early) else None
    for one in [current, *early] if current else early:
        state = STATES[status_at(one["bits"], int(place))]
        if state != "valid":
            return {"state": state, "asOf": instant_of(one), "why": None}
    fresh = current is not None and seconds <= current["iat"] + current["ttl"] and seconds <= current["exp"]
    as_of = instant_of(current if fresh else fitting[0] if fitting else None)
    if "till" in payload and payload["till"] < now.astimezone(TEHRAN).date().isoformat():
        return {"state": "expired", "asOf": as_of, "why": None}
    if lost:
        return {"state": "unknown", "asOf": as_of, "why": "key_lost"}
    why = None if fresh else "list_early" if early else "list_old" if current else "no_list"
    return {"state": "valid" if fresh else "unknown", "asOf": as_of, "why": why}


def place_of(path, log_key, kept, text, permit, key):
    """The permit's place in the register, and whether that was fixed before its key was lost: only what was kept by then says so."""
    try:
        no, index, size, origin, _ = verify_proof.place_in(path, log_key, text)
        if no != permit["payload"]["no"] or origin != f"mohr/{key['unit']}{'/training' if permit['test'] else ''}":
            raise ValueError("another office or permit")
    except (AssertionError, ValueError, KeyError, TypeError, OSError) as why:
        return {"outcome": "invalid", "reason": str(why)}
    before = kept is not None and "lost" in key and kept < instant(key["lost"])
    return {"outcome": "proven", "index": index, "size": size, "origin": origin, "before": before}


def check(path, keys, lists, now, manifest=None, proof=None, log_key=None, kept=None):
    try:
        data = Path(path).read_bytes()
        if len(data) > 1 << 20:
            raise Refused("too_large")
        text = re.sub(r"\r?\n\Z", "", data.decode("utf-8", errors="replace"))
        payload, key = open_token(text, "permit+jws", keys)
        check_payload(payload, key["use"])
        if not may_sign(key, payload["iss"], instant(payload["at"])):
            raise Refused("signer_unknown")
        acting = check_delegation(payload, key, lists) if key["use"] == "acting" else None
    except Refused as why:
        return {"file": path, "outcome": "invalid", "reason": str(why)}
    test = payload.get("test", False) or key.get("test", False)
    permit = {"payload": payload, "kid": key["kid"], "test": test, "digest": key["digest"], **({"bat": key["bat"]} if key["bat"] else {})}
    place = place_of(proof, log_key, kept, text, permit, key) if proof else None
    lost = "lost" in key and not (place or {}).get("before", False)
    return {"file": path, "outcome": "valid", **permit, **({"acting": acting} if acting else {}),
            "standing": judge(payload, test, lists, now, lost), **({"manifest": place_in(manifest, permit)} if manifest else {}),
            **({"proof": place} if place else {})}


def absence(path, keys):
    """A signed refusal, as absence.md describes it."""
    try:
        payload, key = open_token(re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace")), "absence+jws", keys)
        if key["use"] != "seal" or not fits(payload, ABSENCE, {"test": is_true}) or payload["no"][2:6] != payload["iss"]:
            raise Refused("payload")
        if not may_sign(key, payload["iss"], instant(payload["at"])):
            raise Refused("signer_unknown")
        if "lost" in key:
            raise Refused("key_compromised")
    except Refused as why:
        return {"file": path, "outcome": "invalid", "reason": str(why)}
    return {"file": path, "outcome": "absence", "payload": payload, "kid": key["kid"], "test": payload.get("test", False) or key.get("test", False)}


def code_of(verdicts):
    if any(one["outcome"] == "invalid" for one in verdicts):
        return 1
    states = {one["standing"]["state"] for one in verdicts}
    if states - {"valid", "unknown"}:
        return 5
    if any(one.get("manifest", "listed") != "listed" for one in verdicts):
        return 8
    return 9 if any(one.get("proof", {}).get("outcome") == "invalid" for one in verdicts) else 6 if "unknown" in states else 0


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--trust", required=True)
    asked.add_argument("--delegation", action="append", default=[])
    asked.add_argument("--status-list", action="append", default=[])
    asked.add_argument("--manifest")
    asked.add_argument("--proof", action="append", default=[])
    asked.add_argument("--log-key")
    asked.add_argument("--kept", type=instant)
    asked.add_argument("--now", type=instant, default=datetime.now(timezone.utc))
    asked.add_argument("--words", action="store_true")
    asked.add_argument("--absence")
    asked.add_argument("permits", nargs="*")
    given = asked.parse_args()
    if not (given.words or given.absence or given.permits):
        asked.error("nothing to check")
    if given.proof and (not given.log_key or len(given.proof) != len(given.permits)):
        asked.error("one --proof for each permit, in their order, and the --log-key of the office")
    try:
        keys, words, stolen = read_trust(given.trust)
        for path in given.delegation:
            add_delegation(keys, stolen, *delegation_file(path))
        lists = [read_list(path, keys) for path in given.status_list]
        manifest = read_manifest(given.manifest, keys) if given.manifest else None
    except (Refused, OSError) as why:
        print(f"the trust file, the manifest or a status list cannot be used: {why!r}", file=sys.stderr)
        return 2
    if given.words:
        print(" ".join(words))
        return 0
    if given.absence:
        said = absence(given.absence, keys)
        print(json.dumps(said, ensure_ascii=False))
        return 10 if said["outcome"] == "absence" else 1
    proofs = given.proof or [None] * len(given.permits)
    verdicts = [check(path, keys, lists, given.now, manifest, proof, given.log_key, given.kept) for path, proof in zip(given.permits, proofs)]
    for verdict in verdicts:
        print(json.dumps(verdict, ensure_ascii=False))
    return code_of(verdicts)


if __name__ == "__main__":
    sys.exit(main())
