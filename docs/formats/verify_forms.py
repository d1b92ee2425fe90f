"""What each member of a signed payload may be: the tables of permit.md, manifest.md, delegation.md, status-list.md and absence.md.

Every predicate says whether a value, as parsed from JSON, is of the form; nothing here looks at a signature.
"""
import re
import unicodedata
from datetime import date, datetime, timezone

PLACES = 131072
INVISIBLE = re.compile("[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200d-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
DAMM = ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
        "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"]


def is_rising(item, most):
    return lambda value: (isinstance(value, list) and 0 < len(value) <= most and all(item(one) for one in value)
                          and all(a < b for a, b in zip(value, value[1:])))


def fits(value, needed, optional):
    """Whether an object has exactly these members, each as it should be."""
    return (isinstance(value, dict) and set(needed) <= set(value) <= set(needed) | set(optional)
            and all({**needed, **optional}[name](one) for name, one in value.items()))


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


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)


def is_instant(value):
    """UTC to the second, of a day and an hour that there are."""
    try:
        return is_text(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")(value) and instant(value) is not None
    except ValueError:
        return False


is_unit = is_text(r"\d{4}")
is_digest_form = is_text("[A-Za-z0-9_-]{43}")

NEEDED = {
    "v": is_whole(1, 1), "k": is_text("permit|confirmation"), "no": is_number, "iss": is_unit, "on": is_day,
    "at": is_instant, "post": is_text("director|acting|seal"),
    "name": lambda value: is_printed(value, 121), "id4": is_unit,
    "act": is_text("independent|covered|supporter_natural|supporter_legal"), "fld": is_text("[A-Za-z0-9-]{1,16}"),
    "fn": lambda value: is_printed(value, 120), "cty": is_unit, "cond": is_whole(1, 2**53 - 1),
    "face": is_digest_form, "st": is_place,
}
OPTIONAL = {
    "till": is_day, "skl": is_day, "vis": is_day, "loan": is_day, "cov": is_whole(1, 1000), "prev": is_digest_form,
    "test": is_true, "del": is_digest_form,
}
SCOPE = {"k": is_rising(is_text("permit|referral|revocation"), 3)}
SCOPE_MORE = {
    "cty": is_rising(is_unit, 100), "fld": is_rising(is_text("[A-Za-z0-9-]{1,16}"), 100),
    "loan": lambda value: value is False, "max": is_whole(1, 100_000),
}
TO = {
    "kid": is_text("a-[A-Za-z0-9_-]{16}"), "name": lambda value: is_printed(value, 121), "post": lambda value: is_printed(value, 80),
    "spki": is_text("[A-Za-z0-9_-]{100,2000}"),
}
DELEGATION = {
    "v": is_whole(1, 1), "k": is_text("delegation"), "iss": is_unit, "at": is_instant, "from": is_day, "until": is_day,
    "to": lambda value: fits(value, TO, {}), "scope": lambda value: fits(value, SCOPE, SCOPE_MORE),
}
DELEGATION_MORE = {"test": is_true}
DELEGATION_END = {"v": is_whole(1, 1), "k": is_text("delegation_end"), "iss": is_unit, "at": is_instant, "del": is_digest_form}


LISTED = {"no": lambda value: is_number(value, "P"), "d": is_digest_form,
          "val": lambda value: isinstance(value, str) and 1 <= len(value.encode("utf-16-le")) // 2 <= 64}
OPENED = {**LISTED, "how": is_text("opened"), "sec": is_whole(0, 9_999_999), "end": lambda value: type(value) is bool}
RELIED = {**LISTED, "how": is_text("relied")}
SAMPLE = {"seed": is_text("[A-Za-z0-9_-]{22}"), "list": is_digest_form, "from": is_whole(1, 1001), "least": is_whole(0, 1000),
          "percent": is_whole(0, 100), "most": is_whole(0, 1000),
          "picked": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value)}
MANIFEST = {"v": is_whole(1, 1), "k": is_text("batch"), "no": lambda value: is_number(value, "B"), "iss": is_unit, "at": is_instant,
            "items": lambda value: isinstance(value, list) and 1 <= len(value) <= 1000
            and all(fits(one, OPENED, {}) or fits(one, RELIED, {}) for one in value)
            and len({one["no"] for one in value}) == len({one["d"] for one in value}) == len(value),
            "sample": lambda value: fits(value, SAMPLE, {})}
MANIFEST_MORE = {"del": is_digest_form, "test": is_true}
LIST = {"exp": is_whole(0, 9_999_999_999), "iat": is_whole(0, 9_999_999_999), "ttl": is_whole(60, 31_536_000),
        "sub": is_text(r"\d{4}-[1-9]\d{0,3}"),
        "status_list": lambda value: fits(value, {"bits": is_whole(2, 2), "lst": is_text("[A-Za-z0-9_-]+")}, {})}
LIST_MORE = {"test": is_true,
             "ended": lambda value: isinstance(value, list) and 0 < len(value) <= 40
             and all(fits(one, {"at": is_instant, "del": is_digest_form}, {}) for one in value)}
KEY = {"alg": is_text("PS256"), "from": is_instant, "kid": is_text("[ds]-[A-Za-z0-9_-]{16}"), "spki": is_text("[A-Za-z0-9_-]{100,2000}"),
       "use": is_text("director|seal")}
KEY_MORE = {"test": is_true, "until": is_instant}
CERTIFICATE = is_text("[A-Za-z0-9_-]{100,45000}")
KEY_OF_2 = {**KEY_MORE, "lost": is_instant,
            "certs": lambda value: isinstance(value, list) and 1 <= len(value) <= 8 and all(CERTIFICATE(one) for one in value)}
ROOT = {"cert": CERTIFICATE, "kid": is_text("r-[A-Za-z0-9_-]{16}"), "spki": is_text("[A-Za-z0-9_-]{100,2000}")}
GIVEN = {"jws": lambda value: isinstance(value, str) and len(value) <= 8192}
TRUST = {"office": lambda value: isinstance(value, str) and 1 <= len(value) <= 200, "typ": is_text("mohr-trust"), "unit": is_unit, "v": is_whole(1, 1),
         "keys": lambda value: isinstance(value, list) and 1 <= len(value) <= 200 and all(fits(one, KEY, KEY_MORE) for one in value)}
TRUST_OF_2 = {**TRUST, "at": is_instant, "v": is_whole(2, 2),
              "keys": lambda value: isinstance(value, list) and 1 <= len(value) <= 200 and all(fits(one, KEY, KEY_OF_2) for one in value)}
TRUST_MORE = {"delegations": lambda value: isinstance(value, list) and 1 <= len(value) <= 200
              and all(fits(one, GIVEN, {"end": GIVEN["jws"]}) for one in value)}
STOLEN = {"kid": is_text("a-[A-Za-z0-9_-]{16}"), "since": is_instant}
TRUST_MORE_OF_2 = {**TRUST_MORE, "root": lambda value: fits(value, ROOT, {}),
                   "stolen": lambda value: isinstance(value, list) and 1 <= len(value) <= 200 and all(fits(one, STOLEN, {}) for one in value)
                   and all(a["kid"] < b["kid"] for a, b in zip(value, value[1:]))}
SEALED = {"signed": lambda value: isinstance(value, str) and len(value) <= 800_000, "typ": is_text("mohr-trust"), "v": is_whole(2, 2)}
ABSENCE = {"v": is_whole(1, 1), "k": is_text("absence"), "no": is_text(r"[PC]-\d{4}-\d{4}-\d{2}-\d{5}-\d"), "iss": is_unit, "at": is_instant,
           "cp": lambda value: fits(value, {"origin": lambda one: isinstance(one, str) and 1 <= len(one) <= 100, "size": is_whole(1, 2**53 - 1),
                                            "root": is_text("[0-9a-f]{64}")}, {})}
