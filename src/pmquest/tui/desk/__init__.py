"""The author's desk: a scenario as a player sees it, live, beside what only an author may see."""
