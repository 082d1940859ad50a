"""Let `python -m pmquest` do what `pmquest` does."""

from pmquest.cli import main

if __name__ == "__main__":
    main()
