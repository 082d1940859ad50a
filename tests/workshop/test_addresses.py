"""Which addresses a machine has, and what a browser calls them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pmquest.workshop import addresses


def adapters(*hosts: object) -> list[SimpleNamespace]:
    return [SimpleNamespace(ips=[SimpleNamespace(ip=host)]) for host in hosts]


def test_the_address_of_the_network_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    found = adapters(
        "127.0.0.1", "169.254.3.4", "172.17.0.1", "10.0.0.7", "192.168.1.20", ("fe80::1", 0, 2)
    )
    monkeypatch.setattr("ifaddr.get_adapters", lambda: found)
    monkeypatch.setattr(addresses, "_address_outwards", lambda: "192.168.1.20")
    assert addresses.machine_addresses() == (
        "192.168.1.20",
        "10.0.0.7",
        "172.17.0.1",
        "169.254.3.4",
    )


def test_without_a_network_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters("127.0.0.1"))
    assert addresses.machine_addresses() == ()


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("192.168.1.20:8080", "192.168.1.20"),
        ("Localhost", "localhost"),
        ("workshop.local.:80", "workshop.local"),
        ("[::1]:8080", "::1"),
        ("", ""),
    ],
)
def test_a_host_is_found_in_what_a_browser_sends(authority: str, host: str) -> None:
    assert addresses.host_of(authority) == host


def test_addresses_are_written_as_a_browser_takes_them() -> None:
    assert addresses.url("192.168.1.20", 8080) == "http://192.168.1.20:8080"
    assert addresses.url("::1", 8080) == "http://[::1]:8080"


def test_this_machine_is_known_by_its_names() -> None:
    assert all(map(addresses.is_loopback, ("localhost", "127.0.0.1", "127.3.2.1", "::1")))
    assert not any(map(addresses.is_loopback, ("192.168.1.20", "example.org", "")))
