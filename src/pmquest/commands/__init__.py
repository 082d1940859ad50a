"""What each command of the command line does; every module is loaded for `--help`, so none
imports more than click and this package before a command runs."""
