"""Who carries a simulation's intents out: the contracts (`evm`), or arrays (`array`), to the same unit."""
