a() -> 'no end.
b() -> 日.
