"""Opens what is signed: permit.md steps 1 to 4, the keys of trust-file.md, the delegations of delegation.md.

Signatures are checked by the `openssl` program; everything else is Python's standard library.
"""
import base64
import binascii
import hashlib
import json
import re
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path

from verify_forms import (DELEGATION, DELEGATION_END, DELEGATION_MORE, SEALED, TRUST, TRUST_MORE, TRUST_MORE_OF_2, TRUST_OF_2, fits, instant, is_true)

SHAPE = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST = {"trust+jws": 800_000, "permit+jws": 8192, "delegation+jws": 8192, "absence+jws": 8192, "statuslist+jwt": 65536, "batch+jws": 400_000}
DEEPEST = 8


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


def nested(value):
    """How many arrays and objects lie in one another."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(nested, inner), default=0) if isinstance(value, (dict, list)) else 0


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
    if again != text or nested(value) > DEEPEST:
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
    payload = canonical(unbase64(file["signed"].split(".")[1])) if SHAPE.fullmatch(file["signed"]) else None
    if not fits(payload, TRUST_OF_2, TRUST_MORE_OF_2) or "root" not in payload:
        raise Refused("trust")
    root = payload["root"]
    der = unbase64(root["spki"])
    if root["kid"] != kid_of("root", der) or certified_key(unbase64(root["cert"])) != der:
        raise Refused("trust")
    inner, _ = open_token(file["signed"], "trust+jws", {root["kid"]: {"der": der, "bytes": modulus_bytes(der)}})
    if "delegations" in inner:
        raise Refused("trust")
    return {**inner, **({"delegations": file["delegations"]} if "delegations" in file else {})}


def pinned_words(file):
    """The ten words that somebody compares once: of the root's key where it signed the file, else of the file."""
    if "signed" in file:
        pinned = canonical(unbase64(file["signed"].split(".")[1]))["root"]["spki"]
    else:
        pinned = json.dumps({name: file[name] for name in file if name != "delegations"}, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    words = (Path(__file__).parent / "words.txt").read_text("utf-8").split()
    return [words[byte] for byte in hashlib.sha256(pinned.encode()).digest()[:10]]


def read_trust(path):
    """Keys by kid, as trust-file.md describes the file, the words to compare, and since when acting keys were lost."""
    file = canonical(re.sub(rb"\r?\n\Z", b"", Path(path).read_bytes()))
    given = file
    if fits(file, SEALED, TRUST_MORE):
        file = open_sealed(file)
    if not fits(file, TRUST, TRUST_MORE) and not fits(file, TRUST_OF_2, TRUST_MORE_OF_2):
        raise Refused("trust")
    keys = {}
    for key in file["keys"]:
        der = unbase64(key["spki"])
        if "certs" in key and certified_key(unbase64(key["certs"][0])) != der:
            raise Refused("trust")
        if key["kid"] != kid_of(key["use"], der) or key["kid"] in keys:
            raise Refused("trust")
        keys[key["kid"]] = {**key, "der": der, "bytes": modulus_bytes(der), "unit": file["unit"]}
    stolen = {one["kid"]: one["since"] for one in file.get("stolen", [])}
    for entry in file.get("delegations", []):
        add_delegation(keys, stolen, entry["jws"], entry.get("end"))
    return keys, pinned_words(given), stolen


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


def add_delegation(keys, stolen, token, end):
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
    lost = min(filter(None, (giver.get("lost"), stolen.get(kid))), default=None)
    keys[kid] = {
        "kid": kid, "use": "acting", "unit": payload["iss"], "der": der, "bytes": modulus_bytes(der), "from": min(before["from"], payload["at"]),
        "test": payload.get("test", False) or giver.get("test", False), **({"lost": lost} if lost else {}), "delegations": {**before["delegations"], giver["digest"]: given},
    }


def delegation_file(path):
    """A delegation's own file: one line, and its end in a second if it has one."""
    lines = re.sub(r"\r?\n\Z", "", Path(path).read_text("ascii", errors="replace")).splitlines()
    return (lines[0], lines[1] if len(lines) == 2 else None) if 0 < len(lines) < 3 else ("", None)
