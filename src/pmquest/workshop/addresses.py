"""Which addresses this machine has, and which one to show to phones."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import ifaddr

LOOPBACK: Final = "127.0.0.1"

_NOWHERE: Final = ("192.0.2.1", 9)
"""An address for examples (RFC 5737): connecting a datagram socket to it sends nothing, but
the system says from which of its own addresses it would."""


def machine_addresses() -> tuple[str, ...]:
    """Give the addresses under which others may reach this machine, the likeliest first.

    IPv4 alone: it is what every network with phones in it has, and what can be typed.
    """
    found = [
        ip.ip
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str) and _reaches_others(ip.ip)
    ]
    first = _address_outwards()
    ordered = sorted(set(found), key=lambda each: (each != first, _unlikely(each), each))
    return tuple(ordered)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself, by name or by number."""
    if host == "localhost":
        return True
    ip = _ip(host)
    return ip is not None and ip.is_loopback


def url(host: str, port: int) -> str:
    """Give the address that a browser takes: "http://192.168.1.20:8080"."""
    ip = _ip(host)
    return f"http://[{host}]:{port}" if isinstance(ip, IPv6Address) else f"http://{host}:{port}"


def host_of(authority: str) -> str:
    """Give the host of what a browser sends as Host: without its port, brackets and case."""
    host = authority.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")


def known_hosts(named: Iterable[str]) -> frozenset[str]:
    """Give every name under which a browser may rightly ask this machine."""
    given = (each.lower() for each in named if each)
    return frozenset({"localhost", LOOPBACK, "::1", *machine_addresses(), *given})


def _address_outwards() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:
            return None
        own: str = probe.getsockname()[0]
        return own


def _reaches_others(host: str) -> bool:
    ip = _ip(host)
    return isinstance(ip, IPv4Address) and not ip.is_loopback and not ip.is_unspecified


def _unlikely(host: str) -> int:
    """Rank an address: those of home and office networks first, those without a router last."""
    ip = ip_address(host)
    if ip.is_link_local:
        return 3
    if host.startswith("172."):  # where virtual machines and containers have their networks
        return 2
    return 0 if ip.is_private else 1


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None
