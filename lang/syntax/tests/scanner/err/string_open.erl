a() -> "no end.
b() -> ok.
