"""What every face needs: the library, a play that is kept, resuming, the profile, the settings."""
