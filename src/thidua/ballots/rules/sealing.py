"""The box code and the sealed envelope: what the server stores is unreadable until the committee brings the code. Pure.

Chance is handed in, as everything from the world is: it must come fresh from the machine's secret source each time.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: Crockford's letters: no I, L, O, U, so nothing in handwriting is mistaken for something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011", " -–\t\n")
SECRET, CHECK, TRACKER = 23, 2, 12
NO_NONCE = bytes(12)  # every envelope has a key of its own, so the counter never has to move


class CodeUnreadable(ValueError):
    """What was typed is no box code: a letter too many, too few or wrong."""


class EnvelopeUnreadable(ValueError):
    """The envelope was not sealed for this box, or somebody changed it."""


def letters_of(chance: bytes, length: int) -> str:
    """As many letters as asked, one from each byte; 32 letters divide 256, so all are equally likely."""
    if len(chance) < length:
        raise ValueError("Too little chance was handed in.")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in chance[:length])


def box_code_from(chance: bytes) -> str:
    """A new box code, five by five letters; the last two check the others. vi: mã mở hòm phiếu."""
    secret = letters_of(chance, SECRET)
    return in_groups(secret + _check_of(secret), 5)


def tracker_from(chance: bytes) -> str:
    """A new tracker, three by four letters: chance and nothing else. vi: mã phiếu."""
    return in_groups(letters_of(chance, TRACKER), 4)


def in_groups(letters: str, size: int) -> str:
    """Letters as people copy them: `7K3F9-QWM2H-…`."""
    return "-".join(letters[start : start + size] for start in range(0, len(letters), size))


def plain(typed: str) -> str:
    """The letters of a code as typed: small letters, spaces and look-alikes are forgiven."""
    return typed.strip().upper().translate(_ALIKE)


def read_box_code(typed: str) -> str:
    """The letters of a box code; CodeUnreadable when it cannot be one."""
    letters = plain(typed)
    right = len(letters) == SECRET + CHECK and set(letters) <= set(ALPHABET)
    if not right or _check_of(letters[:SECRET]) != letters[SECRET:]:
        raise CodeUnreadable
    return letters


def public_key_of(code: str, box: str) -> str:
    """What the server may keep: seals for this box and opens nothing. `box` names the round."""
    return _private_key(code, box).public_key().public_bytes_raw().hex()


def seal(public_key: str, box: str, ballot: bytes, chance: bytes) -> bytes:
    """A ballot in an envelope that only the code opens; 32 fresh bytes of `chance`, so equal votes look different."""
    once = X25519PrivateKey.from_private_bytes(chance)
    mark = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public_key)))
    return mark + _lock(shared, mark, public_key).encrypt(NO_NONCE, ballot, box.encode())


def unseal(code: str, box: str, envelope: bytes) -> bytes:
    """The ballot in an envelope; EnvelopeUnreadable when it was not sealed for this box or was changed."""
    private = _private_key(code, box)
    mark, locked = envelope[:32], envelope[32:]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(mark))
        key = _lock(shared, mark, private.public_key().public_bytes_raw().hex())
        return key.decrypt(NO_NONCE, locked, box.encode())
    except (InvalidTag, ValueError) as error:
        raise EnvelopeUnreadable from error


def _private_key(code: str, box: str) -> X25519PrivateKey:
    # The code carries 115 bits of chance, so it needs no slow stretching as a password would.
    derived = HKDF(SHA256(), 32, box.encode(), b"thidua ballot box").derive(read_box_code(code).encode())
    return X25519PrivateKey.from_private_bytes(derived)


def _lock(shared: bytes, mark: bytes, public_key: str) -> ChaCha20Poly1305:
    info = b"thidua envelope" + mark + bytes.fromhex(public_key)
    return ChaCha20Poly1305(HKDF(SHA256(), 32, None, info).derive(shared))


def _check_of(secret: str) -> str:
    return letters_of(hashlib.sha256(secret.encode()).digest(), CHECK)
