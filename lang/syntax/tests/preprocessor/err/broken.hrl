in_header() -> ?UNDEFINED.
-ifdef(NEVER).
