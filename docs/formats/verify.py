#!/usr/bin/env python3
"""Checks permits offline, written from permit.md, trust-file.md and status-list.md alone.

Needs Python 3.9 or newer and the `openssl` program; nothing else, and no network.

    verify.py --trust trust-0600.json [--status-list status-0600-1.jwt ...] [--now 2026-11-21T08:00:00Z] PERMIT.jws ...

Prints one JSON object a permit. Ends with 0 when every permit is valid, 1 when one is not genuine or its signer is
unknown, 5 when one is revoked, suspended, superseded or expired, 6 when the status of one is not known, 2 on a bad call.
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

PLACES = 131072
SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST = {"permit+jws": 8192, "statuslist+jwt": 65536}
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
        raise Refused("signer_unknown")
    if len(signature) != key["bytes"] or not signature_fits(key["der"], f"{header_part}.{payload_part}", signature):
        raise Refused("signature")
    return canonical(payload), {**key, "bat": header.get("bat")}


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def may_sign(key, unit, at):
    """A head office (..00) speaks for its province, a county's for itself; within the key's time, a day before it for frozen bytes."""
    own = key["unit"]
    speaks = own == unit or (own[2:] == "00" and own[:2] == unit[:2])
    return speaks and at >= instant(key["from"]) - timedelta(days=1) and ("until" not in key or at <= instant(key["until"]))


def read_trust(path):
    """Keys by kid, as trust-file.md describes the file."""
    file = canonical(re.sub(rb"\r?\n\Z", b"", Path(path).read_bytes()))
    if set(file) != {"keys", "office", "typ", "unit", "v"} or file["typ"] != "mohr-trust" or file["v"] != 1:
        raise Refused("trust")
    keys = {}
    for key in file["keys"]:
        der = unbase64(key["spki"])
        name = base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode()[:16]
        if key["alg"] != "PS256" or key["kid"] != f"{key['use'][0]}-{name}" or key["kid"] in keys:
            raise Refused("trust")
        keys[key["kid"]] = {**key, "der": der, "bytes": modulus_bytes(der), "unit": file["unit"]}
    return keys


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


def is_whole(least, most):
    return lambda value: type(value) is int and least <= value <= most


def is_number(value):
    if not is_text(r"[PC]-\d{4}-\d{4}-\d{2}-\d{5}-\d")(value):
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
    "at": is_text(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"), "post": is_text("director|seal"),
    "name": lambda value: is_printed(value, 121), "id4": is_text(r"\d{4}"),
    "act": is_text("independent|covered|supporter_natural|supporter_legal"), "fld": is_text("[A-Za-z0-9-]{1,16}"),
    "fn": lambda value: is_printed(value, 120), "cty": is_text(r"\d{4}"), "cond": is_whole(1, 2**53 - 1),
    "face": is_text("[A-Za-z0-9_-]{43}"), "st": is_place,
}
OPTIONAL = {
    "till": is_day, "skl": is_day, "vis": is_day, "loan": is_day, "cov": is_whole(1, 1000), "prev": is_text("[A-Za-z0-9_-]{43}"),
    "test": lambda value: value is True,
}


def check_payload(payload, use):
    if not isinstance(payload, dict) or not set(NEEDED) <= set(payload) <= set(NEEDED) | set(OPTIONAL):
        raise Refused("payload")
    if not all({**NEEDED, **OPTIONAL}[name](value) for name, value in payload.items()):
        raise Refused("payload")
    sealed = payload["k"] == "confirmation"
    fits = (payload["post"] == ("seal" if sealed else "director") == use
            and ("vis" in payload) == sealed and ("loan" in payload) == sealed
            and payload["no"].startswith(f"{'C' if sealed else 'P'}-{payload['iss']}-") and payload["st"].startswith(f"{payload['iss']}-"))
    if not fits:
        raise Refused("payload")


def read_list(path, keys):
    """A status list, as status-list.md describes it: name, instants and unpacked bits."""
    text = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace"))
    payload, key = open_token(text, "statuslist+jwt", keys)
    members = {"exp", "iat", "status_list", "sub", "ttl"}
    if not isinstance(payload, dict) or not members <= set(payload) <= members | {"test"} or key["use"] != "seal":
        raise Refused("payload")
    inner = payload["status_list"]
    if set(inner) != {"bits", "lst"} or inner["bits"] != 2 or not all(type(payload[n]) is int for n in ("exp", "iat", "ttl")):
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


def judge(payload, test, lists, now):
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
    seconds = now.timestamp()
    why = ("no_list" if newest is None else "list_early" if newest["iat"] > seconds + 600
           else "list_old" if seconds > newest["iat"] + newest["ttl"] or seconds > newest["exp"] else None)
    return {"state": "unknown" if why else "valid", "asOf": as_of, "why": why}


def check(path, keys, lists, now):
    try:
        data = Path(path).read_bytes()
        if len(data) > 1 << 20:
            raise Refused("too_large")
        text = re.sub(r"\r?\n\Z", "", data.decode("utf-8", errors="replace"))
        payload, key = open_token(text, "permit+jws", keys)
        check_payload(payload, key["use"])
        if not may_sign(key, payload["iss"], instant(payload["at"])):
            raise Refused("signer_unknown")
    except Refused as why:
        return {"file": path, "outcome": "invalid", "reason": str(why)}
    test = payload.get("test", False) or key.get("test", False)
    named = {"bat": key["bat"]} if key["bat"] else {}
    return {"file": path, "outcome": "valid", "payload": payload, "kid": key["kid"], "test": test, **named,
            "standing": judge(payload, test, lists, now)}


def code_of(verdicts):
    if any(one["outcome"] == "invalid" for one in verdicts):
        return 1
    states = {one["standing"]["state"] for one in verdicts}
    return 5 if states - {"valid", "unknown"} else 6 if "unknown" in states else 0


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--trust", required=True)
    asked.add_argument("--status-list", action="append", default=[])
    asked.add_argument("--now", type=instant, default=datetime.now(timezone.utc))
    asked.add_argument("permits", nargs="+")
    given = asked.parse_args()
    try:
        keys = read_trust(given.trust)
        lists = [read_list(path, keys) for path in given.status_list]
    except (Refused, OSError, KeyError, TypeError) as why:
        print(f"the trust file or a status list cannot be used: {why!r}", file=sys.stderr)
        return 2
    verdicts = [check(path, keys, lists, given.now) for path in given.permits]
    for verdict in verdicts:
        print(json.dumps(verdict, ensure_ascii=False))
    return code_of(verdicts)


if __name__ == "__main__":
    sys.exit(main())
