"""Every road through a scenario: what can be reached, how likely it is, what adds up on the way."""
