"""Rules of the register: pure functions over plain values, without Django or a database."""
