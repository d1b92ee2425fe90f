#!/usr/bin/env python3
"""Checks permits offline, written from permit.md, manifest.md, delegation.md, trust-file.md, status-list.md and checkpoint.md alone.

Needs Python 3.9 or newer and the `openssl` program; nothing else, and no network.

    verify.py --trust trust-0600.json [--delegation delegation-0600-x.jws ...] [--status-list status-0600-1.jwt ...]
              [--manifest B-0600-1405-01-00001-3.jws] [--proof P-0600-1405-01-00042-7.tlog-proof ... --log-key log.pem
              [--kept 2026-11-20T08:00:00Z]] [--now 2026-11-21T08:00:00Z] PERMIT.jws ...

Prints one JSON object a permit. Ends with 0 when every permit is valid, 1 when one is not genuine or its signer is
unknown, 5 when one is revoked, suspended, superseded or expired, 8 when one does not stand in the
manifest given, 9 when a proof of its place in the register is none, 6 when the status of one is not known, 2 on a bad call.
"""
import argparse
import base64
import binascii
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import zlib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import verify_proof

PLACES = 131072
SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST = {"trust+jws": 800_000, "permit+jws": 8192, "delegation+jws": 8192, "statuslist+jwt": 65536, "batch+jws": 400_000}
INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"]
STATES = ["valid", "revoked", "suspended", "superseded"]
TEHRAN = timezone(timedelta(hours=3, minutes=30))


class Refused(Exception):
    """A named reason, as in permit.md."""


def unbase64(text):
    """Bytes of a base64url text, refused unless it is their only spelling."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise Refused("form") from None
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != text:
        raise Refused("form")
    return data


def is_digest(text):
    """Whether a text is the one spelling of 32 bytes."""
    try:
        return len(unbase64(text)) == 32
    except Refused:
        return False


def no_doubles(pairs):
    if len(dict(pairs)) != len(pairs):
        raise Refused("canonical")
    return dict(pairs)


def no_number(_text):
    raise Refused("canonical")


def canonical(data):
    """UTF-8 JSON in its RFC 8785 form: member names are ASCII and numbers are whole, so sorting is all there is to it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("encoding") from None
    try:
        value = json.loads(text, object_pairs_hook=no_doubles, parse_float=no_number, parse_constant=no_number)
        again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except (ValueError, RecursionError):
        raise Refused("canonical") from None
    if again != text:
        raise Refused("canonical")
    return value


def signature_fits(spki, signed, signature):
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        pem = base64.encodebytes(spki).decode()
        (place / "key.pem").write_text(f"-----BEGIN PUBLIC KEY-----\n{pem}-----END PUBLIC KEY-----\n")
        (place / "signature").write_bytes(signature)
        (place / "signed").write_text(signed)
        done = subprocess.run(
            ["openssl", "dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32",
             "-sigopt", "rsa_mgf1_md:sha256", "-verify", "key.pem", "-signature", "signature", "signed"],
            cwd=folder, capture_output=True, check=False)
        return done.returncode == 0


def modulus_bytes(spki):
    """Length of the RSA modulus; the key must have e = 65537 and 3,072 bits or more."""
    with tempfile.NamedTemporaryFile(suffix=".der") as file:
        file.write(spki)
        file.flush()
        done = subprocess.run(["openssl", "rsa", "-pubin", "-inform", "DER", "-in", file.name, "-noout", "-text"],
                              capture_output=True, text=True, check=False)
    bits = re.search(r"\((\d+) bit\)", done.stdout)
    if not bits or int(bits.group(1)) < 3072 or "Exponent: 65537 " not in done.stdout:
        raise Refused("key")
    return (int(bits.group(1)) + 7) // 8


def open_token(token, typ, keys):
    """The checks 1 to 4 of permit.md: form, header, signature, payload bytes."""
    if len(token) > LONGEST[typ]:
        raise Refused("too_large")
    if not SHAPE.fullmatch(token):
        raise Refused("form")
    header_part, payload_part, signature_part = token.split(".")
    header_bytes, payload, signature = unbase64(header_part), unbase64(payload_part), unbase64(signature_part)
    try:
        header = canonical(header_bytes)
    except Refused:
        raise Refused("header") from None
    members = {"alg", "kid", "typ"}
    if not isinstance(header, dict) or not members <= set(header) <= members | {"bat"} or not all(isinstance(v, str) for v in header.values()):
        raise Refused("header")
    if "bat" in header and not (is_digest(header["bat"]) and header["kid"].startswith(("d-", "a-")) and header["typ"] == "permit+jws"):
        raise Refused("header")
    if header["alg"] != "PS256":
        raise Refused("algorithm")
    if header["typ"] != typ:
        raise Refused("type")
    key = keys.get(header["kid"])
    if key is None:
        raise Refused("delegation_unknown" if header["kid"].startswith("a-") else "signer_unknown")
    if len(signature) != key["bytes"] or not signature_fits(key["der"], f"{header_part}.{payload_part}", signature):
        raise Refused("signature")
    return canonical(payload), {**key, "bat": header.get("bat"), "digest": digest_of(payload)}


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def may_sign(key, unit, at):
    """A head office (..00) speaks for its province, a county's for itself; within the key's time, a day before it for frozen bytes."""
    own = key["unit"]
    speaks = own == unit or (own[2:] == "00" and own[:2] == unit[:2])
    ends = [instant(key[name]) for name in ("until", "lost") if name in key]
    return speaks and at >= instant(key["from"]) - timedelta(days=1) and all(at <= end for end in ends)


def certified_key(der):
    """The public key (SPKI, DER) in a certificate."""
    pem = subprocess.run(["openssl", "x509", "-inform", "DER", "-pubkey", "-noout"], input=der, capture_output=True, check=False).stdout
    return base64.b64decode(b"".join(pem.splitlines()[1:-1]))


def open_sealed(file):
    """A trust file that its own root signed; whoever uses it compares the root's key, never the file."""
    payload = file["signed"].split(".")[1]
    root = canonical(unbase64(payload))["root"]
    der = unbase64(root["spki"])
    if file["typ"] != "mohr-trust" or file["v"] != 2 or root["kid"] != kid_of("root", der) or certified_key(unbase64(root["cert"])) != der:
        raise Refused("trust")
    inner, _ = open_token(file["signed"], "trust+jws", {root["kid"]: {"der": der, "bytes": modulus_bytes(der)}})
    if "delegations" in inner:
        raise Refused("trust")
    return {**inner, **({"delegations": file["delegations"]} if "delegations" in file else {})}


def read_trust(path):
    """Keys by kid, as trust-file.md describes the file."""
    file = canonical(re.sub(rb"\r?\n\Z", b"", Path(path).read_bytes()))
    if isinstance(file, dict) and set(file) - {"delegations"} == {"signed", "typ", "v"}:
        file = open_sealed(file)
    members = {"keys", "office", "typ", "unit", "v"} | ({"at"} if isinstance(file, dict) and file.get("v") == 2 else set())
    if not isinstance(file, dict) or not members <= set(file) <= members | {"delegations"} | ({"root"} if "at" in members else set()):
        raise Refused("trust")
    if file["typ"] != "mohr-trust" or file["v"] not in (1, 2):
        raise Refused("trust")
    keys = {}
    for key in file["keys"]:
        der = unbase64(key["spki"])
        if file["v"] == 1 and {"certs", "lost"} & set(key) or "certs" in key and certified_key(unbase64(key["certs"][0])) != der:
            raise Refused("trust")
        if key["alg"] != "PS256" or key["use"] not in ("director", "seal") or key["kid"] != kid_of(key["use"], der) or key["kid"] in keys:
            raise Refused("trust")
        keys[key["kid"]] = {**key, "der": der, "bytes": modulus_bytes(der), "unit": file["unit"]}
    for entry in file.get("delegations", []):
        add_delegation(keys, entry["jws"], entry.get("end"))
    return keys


def digest_of(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def kid_of(use, der):
    return f"{use[0]}-{digest_of(der)[:16]}"


def signed_statement(token, keys):
    """A delegation or its end: only a Director's own key speaks here."""
    payload, key = open_token(token, "delegation+jws", keys)
    if not isinstance(payload, dict) or key["use"] != "director":
        raise Refused("payload")
    return payload, key


def is_rising(item, most):
    return lambda value: (isinstance(value, list) and 0 < len(value) <= most and all(item(one) for one in value)
                          and all(a < b for a, b in zip(value, value[1:])))


def fits(value, needed, optional):
    """Whether an object has exactly these members, each as it should be."""
    return (isinstance(value, dict) and set(needed) <= set(value) <= set(needed) | set(optional)
            and all({**needed, **optional}[name](one) for name, one in value.items()))


def add_delegation(keys, token, end):
    """Adds the key that a delegation vouches for, as delegation.md describes it."""
    payload, giver = signed_statement(token, keys)
    der = unbase64(payload["to"]["spki"]) if fits(payload, DELEGATION, DELEGATION_MORE) else None
    if der is None or payload["from"] > payload["until"] or payload["to"]["kid"] != kid_of("acting", der):
        raise Refused("payload")
    if not may_sign(giver, payload["iss"], instant(payload["at"])):
        raise Refused("signer_unknown")
    ended = None
    if end is not None:
        last, ender = signed_statement(end, keys)
        if not fits(last, DELEGATION_END, {"test": is_true}) or last["del"] != giver["digest"] or last["iss"] != payload["iss"]:
            raise Refused("payload")
        if not may_sign(ender, last["iss"], instant(last["at"])):
            raise Refused("signer_unknown")
        ended = last["at"]
    kid = payload["to"]["kid"]
    before = keys.get(kid, {"from": payload["at"], "delegations": {}})
    known = before["delegations"].get(giver["digest"], {"ended": None})["ended"]
    given = {"payload": payload, "ended": min(filter(None, (known, ended)), default=None)}
    keys[kid] = {
        "kid": kid, "use": "acting", "unit": payload["iss"], "der": der, "bytes": modulus_bytes(der), "from": min(before["from"], payload["at"]),
        "test": payload.get("test", False) or giver.get("test", False), **({"lost": giver["lost"]} if "lost" in giver else {}), "delegations": {**before["delegations"], giver["digest"]: given},
    }


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


def is_day(value):
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def is_printed(value, most):
    # Length as the other programs count it: UTF-16 code units.
    return (isinstance(value, str) and 0 < len(value.encode("utf-16-le")) // 2 <= most
            and unicodedata.normalize("NFC", value) == value and not INVISIBLE.search(value))


def is_text(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def is_true(value):
    return value is True


def is_whole(least, most):
    return lambda value: type(value) is int and least <= value <= most


def is_number(value, letters="PC"):
    if not is_text(rf"[{letters}]-\d{{4}}-\d{{4}}-\d{{2}}-\d{{5}}-\d")(value):
        return False
    row = 0
    for digit in re.sub(r"\D", "", value):
        row = int(DAMM[row][int(digit)])
    return row == 0


def is_place(value):
    if not is_text(r"\d{4}-[1-9]\d{0,3}:(?:0|[1-9]\d{0,5})")(value):
        return False
    return int(value.split(":")[1]) < PLACES


NEEDED = {
    "v": is_whole(1, 1), "k": is_text("permit|confirmation"), "no": is_number, "iss": is_text(r"\d{4}"), "on": is_day,
    "at": is_text(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"), "post": is_text("director|acting|seal"),
    "name": lambda value: is_printed(value, 121), "id4": is_text(r"\d{4}"),
    "act": is_text("independent|covered|supporter_natural|supporter_legal"), "fld": is_text("[A-Za-z0-9-]{1,16}"),
    "fn": lambda value: is_printed(value, 120), "cty": is_text(r"\d{4}"), "cond": is_whole(1, 2**53 - 1),
    "face": is_text("[A-Za-z0-9_-]{43}"), "st": is_place,
}
OPTIONAL = {
    "till": is_day, "skl": is_day, "vis": is_day, "loan": is_day, "cov": is_whole(1, 1000), "prev": is_text("[A-Za-z0-9_-]{43}"),
    "test": is_true, "del": is_text("[A-Za-z0-9_-]{43}"),
}
IS_AT = is_text(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
SCOPE = {"k": is_rising(is_text("permit|referral|revocation"), 3)}
SCOPE_MORE = {
    "cty": is_rising(is_text(r"\d{4}"), 100), "fld": is_rising(is_text("[A-Za-z0-9-]{1,16}"), 100),
    "loan": lambda value: value is False, "max": is_whole(1, 100_000),
}
TO = {
    "kid": is_text("a-[A-Za-z0-9_-]{16}"), "name": lambda value: is_printed(value, 121), "post": lambda value: is_printed(value, 80),
    "spki": is_text("[A-Za-z0-9_-]{100,2000}"),
}
DELEGATION = {
    "v": is_whole(1, 1), "k": is_text("delegation"), "iss": is_text(r"\d{4}"), "at": IS_AT, "from": is_day, "until": is_day,
    "to": lambda value: fits(value, TO, {}), "scope": lambda value: fits(value, SCOPE, SCOPE_MORE),
}
DELEGATION_MORE = {"test": is_true}
DELEGATION_END = {"v": is_whole(1, 1), "k": is_text("delegation_end"), "iss": is_text(r"\d{4}"), "at": IS_AT, "del": is_text("[A-Za-z0-9_-]{43}")}


def check_payload(payload, use):
    if not isinstance(payload, dict) or not set(NEEDED) <= set(payload) <= set(NEEDED) | set(OPTIONAL):
        raise Refused("payload")
    if not all({**NEEDED, **OPTIONAL}[name](value) for name, value in payload.items()):
        raise Refused("payload")
    sealed = payload["k"] == "confirmation"
    right = (payload["post"] == use and (use == "seal") == sealed
            and ("del" in payload) == (use == "acting") and ("vis" in payload) == sealed and ("loan" in payload) == sealed
            and payload["no"].startswith(f"{'C' if sealed else 'P'}-{payload['iss']}-") and payload["st"].startswith(f"{payload['iss']}-"))
    if not right:
        raise Refused("payload")


def delegation_file(path):
    """A delegation's own file: one line, and its end in a second if it has one."""
    lines = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace")).splitlines()
    return (lines[0], lines[1] if len(lines) == 2 else None) if 0 < len(lines) < 3 else ("", None)


def pick(items, sample):
    """The numbers that the seed picks: the first in the order of their hashes, as many as the rule asks for."""
    count = len(items)
    size = 0 if count < sample["from"] else min(count, sample["most"], max(sample["least"], -(-count * sample["percent"] // 100)))
    order = sorted(items, key=lambda item: hashlib.sha256(f"{sample['seed']}.{item['d']}".encode()).hexdigest())
    return order[:size]


LISTED = {"no": lambda value: is_number(value, "P"), "d": is_text("[A-Za-z0-9_-]{43}"),
          "val": lambda value: isinstance(value, str) and 1 <= len(value.encode("utf-16-le")) // 2 <= 64}
OPENED = {**LISTED, "how": is_text("opened"), "sec": is_whole(0, 9_999_999), "end": lambda value: type(value) is bool}
RELIED = {**LISTED, "how": is_text("relied")}
SAMPLE = {"seed": is_text("[A-Za-z0-9_-]{22}"), "list": is_text("[A-Za-z0-9_-]{43}"), "from": is_whole(1, 1001), "least": is_whole(0, 1000),
          "percent": is_whole(0, 100), "most": is_whole(0, 1000),
          "picked": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value)}
MANIFEST = {"v": is_whole(1, 1), "k": is_text("batch"), "no": lambda value: is_number(value, "B"), "iss": is_text(r"\d{4}"), "at": IS_AT,
            "items": lambda value: isinstance(value, list) and 1 <= len(value) <= 1000
            and all(fits(one, OPENED, {}) or fits(one, RELIED, {}) for one in value)
            and len({one["no"] for one in value}) == len({one["d"] for one in value}) == len(value),
            "sample": lambda value: fits(value, SAMPLE, {})}


def read_manifest(path, keys):
    """A batch manifest, as manifest.md describes it."""
    text = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace"))
    payload, key = open_token(text, "batch+jws", keys)
    if key["use"] == "seal" or not fits(payload, MANIFEST, {"del": is_text("[A-Za-z0-9_-]{43}"), "test": lambda value: value is True}):
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
    digest = base64.urlsafe_b64encode(hashlib.sha256(unbase64(text.split(".")[1])).digest()).rstrip(b"=").decode()
    return {"payload": payload, "digest": digest, "kid": key["kid"], "test": payload.get("test", False) or key.get("test", False)}


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
    members = {"exp", "iat", "status_list", "sub", "ttl"}
    if not isinstance(payload, dict) or not members <= set(payload) <= members | {"ended", "test"} or key["use"] != "seal":
        raise Refused("payload")
    if "lost" in key:
        raise Refused("signer_unknown")
    inner = payload["status_list"]
    if set(inner) != {"bits", "lst"} or inner["bits"] != 2 or not all(type(payload[n]) is int for n in ("exp", "iat", "ttl")):
        raise Refused("payload")
    if "ended" in payload and not (isinstance(payload["ended"], list) and 0 < len(payload["ended"]) <= 40
                                   and all(fits(one, {"at": IS_AT, "del": is_text("[A-Za-z0-9_-]{43}")}, {}) for one in payload["ended"])):
        raise Refused("payload")
    if not may_sign(key, payload["sub"][:4], datetime.fromtimestamp(payload["iat"], timezone.utc)):
        raise Refused("signer_unknown")
    unpacker = zlib.decompressobj()
    try:
        bits = unpacker.decompress(unbase64(inner["lst"]), PLACES // 4)
    except zlib.error:
        raise Refused("payload") from None
    if len(bits) != PLACES // 4 or unpacker.unconsumed_tail or not unpacker.eof:
        raise Refused("payload")
    return {**payload, "bits": bits, "test": payload.get("test", False) or key.get("test", False)}


def status_at(bits, place):
    return bits[place >> 2] >> (place & 3) * 2 & 3


def judge(payload, test, lists, now, lost=False):
    """What may be said of a permit whose signature is good."""
    name, place = payload["st"].split(":")
    fitting = [one for one in lists if one["sub"] == name and one["test"] == test]
    newest = max(fitting, key=lambda one: one["iat"], default=None)
    as_of = datetime.fromtimestamp(newest["iat"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z") if newest else None
    state = STATES[status_at(newest["bits"], int(place))] if newest else "unknown"
    if state in STATES[1:]:
        return {"state": state, "asOf": as_of, "why": None}
    if "till" in payload and payload["till"] < now.astimezone(TEHRAN).date().isoformat():
        return {"state": "expired", "asOf": as_of, "why": None}
    if lost:
        return {"state": "unknown", "asOf": as_of, "why": "key_lost"}
    seconds = now.timestamp()
    why = ("no_list" if newest is None else "list_early" if newest["iat"] > seconds + 600
           else "list_old" if seconds > newest["iat"] + newest["ttl"] or seconds > newest["exp"] else None)
    return {"state": "unknown" if why else "valid", "asOf": as_of, "why": why}


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
    digest = base64.urlsafe_b64encode(hashlib.sha256(unbase64(text.split(".")[1])).digest()).rstrip(b"=").decode()
    permit = {"payload": payload, "kid": key["kid"], "test": test, "digest": digest, **({"bat": key["bat"]} if key["bat"] else {})}
    place = place_of(proof, log_key, kept, text, permit, key) if proof else None
    lost = "lost" in key and not (place or {}).get("before", False)
    return {"file": path, "outcome": "valid", **permit, **({"acting": acting} if acting else {}),
            "standing": judge(payload, test, lists, now, lost), **({"manifest": place_in(manifest, permit)} if manifest else {}),
            **({"proof": place} if place else {})}


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
    asked.add_argument("permits", nargs="+")
    given = asked.parse_args()
    if given.proof and (not given.log_key or len(given.proof) != len(given.permits)):
        asked.error("one --proof for each permit, in their order, and the --log-key of the office")
    try:
        keys = read_trust(given.trust)
        for path in given.delegation:
            add_delegation(keys, *delegation_file(path))
        lists = [read_list(path, keys) for path in given.status_list]
        manifest = read_manifest(given.manifest, keys) if given.manifest else None
    except (Refused, OSError, KeyError, TypeError) as why:
        print(f"the trust file, the manifest or a status list cannot be used: {why!r}", file=sys.stderr)
        return 2
    proofs = given.proof or [None] * len(given.permits)
    verdicts = [check(path, keys, lists, given.now, manifest, proof, given.log_key, given.kept) for path, proof in zip(given.permits, proofs)]
    for verdict in verdicts:
        print(json.dumps(verdict, ensure_ascii=False))
    return code_of(verdicts)


if __name__ == "__main__":
    sys.exit(main())
