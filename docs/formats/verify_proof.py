#!/usr/bin/env python3
"""Checks a .tlog-proof of a permit from docs/formats/checkpoint.md alone: standard library and the openssl command.

verify_proof.py PROOF PUBLIC_KEY_PEM [PERMIT_JWS]   prints OK and what is proven, or says why not and exits 1.
verify_proof.py --consistency FILE PUBLIC_KEY_PEM   the same for two checkpoints.
"""
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile


def sha(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha(b"\x01" + left + right)


def b64(text):
    data = base64.b64decode(text, validate=True)
    assert base64.b64encode(data).decode() == text, "another spelling of base64"
    return data


def hash32(text):
    data = b64(text)
    assert len(data) == 32, "a hash has 32 bytes"
    return data


def b64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def open_checkpoint(note, pem):
    """The signed lines of a note whose Ed25519 signature openssl finds good: origin, size, root."""
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    origin, size, root = text[:-1].split("\n")
    der = base64.b64decode("".join(line for line in open(pem).read().split("\n") if "-" not in line))
    key_id = sha(origin.encode() + b"\n\x01" + der[-32:])[:4]
    for line in signatures.strip("\n").split("\n"):
        dash, name, signed = line.split(" ")
        signed = b64(signed)
        if dash == "\u2014" and name == origin and signed[:4] == key_id and openssl_agrees(text.encode(), signed[4:], pem):
            return origin, int(size), hash32(root)
    raise AssertionError("no good signature of this key on the checkpoint")


def openssl_agrees(text, signature, pem):
    with tempfile.TemporaryDirectory() as folder:
        names = [os.path.join(folder, name) for name in ("text", "signature")]
        for name, data in zip(names, (text, signature)):
            with open(name, "wb") as file:
                file.write(data)
        asked = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", names[0], "-sigfile", names[1]]
        return subprocess.run(asked, capture_output=True).returncode == 0


def included(leaf, index, size, path, root):
    """RFC 9162, 2.1.3.2."""
    assert 0 <= index < size, "no such leaf"
    fn, sn, r = index, size - 1, leaf
    for p in path:
        assert sn != 0, "path too long"
        if fn % 2 == 1 or fn == sn:
            r = node(p, r)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0 and r == root, "the path does not lead to the root"


def consistent(first, second, path, first_root, second_root):
    """RFC 9162, 2.1.4.2."""
    assert 0 < first <= second, "no such trees"
    if first == second:
        assert not path and first_root == second_root, "two roots of one size"
        return
    if first & (first - 1) == 0:
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn % 2 == 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        assert sn != 0, "path too long"
        if fn % 2 == 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    assert sn == 0 and fr == first_root and sr == second_root, "the later tree does not begin with the earlier"


def place_in(file, pem, jws=None):
    """Where a permit stands in the register: number, place, size, origin and the entry's own hour. jws: the permit it must be."""
    head, checkpoint = open(file, encoding="utf-8", newline="").read().split("\n\n", 1)
    first, extra, index, *path = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and index.startswith("index "), "not a proof of this form"
    said = json.loads(b64(extra[6:]))
    entry = json.loads(said["entry"])
    number = int(index[6:])
    origin, size, root = open_checkpoint(checkpoint, pem)
    included(sha(b"\x00" + said["entry"].encode()), number, size, [hash32(line) for line in path], root)
    assert entry["seq"] == number + 1, "the entry stands elsewhere"
    assert entry["payload_sha256"] == b64url(sha(said["payload"].encode())), "another payload"
    assert entry["kind"] in ("permit.sign", "permit.confirm"), "the entry issued nothing"
    payload = json.loads(said["payload"])
    assert payload["no"] == entry["aggregate_id"], "another permit"
    assert jws is None or payload["jws"] == jws, "the ledger holds another permit under this number"
    return payload["no"], number, size, origin, entry["at"]


def proof(file, pem, permit):
    no, number, size, origin, at = place_in(file, pem, open(permit).read().strip() if permit else None)
    return "OK %s entry %d of %d in %s at %s" % (no, number + 1, size, origin, at)


def consistency(file, pem):
    said = json.loads(open(file, encoding="utf-8").read())
    assert said["type"] == "mohr-consistency-proof" and said["v"] == 1, "not a proof of this form"
    (one, first, first_root), (two, second, second_root) = open_checkpoint(said["first"], pem), open_checkpoint(said["second"], pem)
    assert one == two, "two logs"
    consistent(first, second, [hash32(line) for line in said["path"]], first_root, second_root)
    return "OK %s: the first %d of %d entries are unchanged" % (one, first, second)


if __name__ == "__main__":
    try:
        args = sys.argv[1:]
        print(consistency(*args[1:3]) if args[0] == "--consistency" else proof(args[0], args[1], args[2] if len(args) > 2 else None))
    except (AssertionError, ValueError, KeyError) as fault:
        print("NO %s" % fault)
        sys.exit(1)
