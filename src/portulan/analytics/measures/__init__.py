"""Pure functions from tables to tables; they name no engine and execute nothing."""
