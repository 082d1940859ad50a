"""What a scenario is: YAML text becomes a frozen, validated Scenario, or every finding at once.

Import from the modules: `model` is free of YAML, `reader` is the door that reads files.
"""
