-ifndef(FROM_HEADER).
-define(FROM_HEADER, header).
in_header() -> {?FILE, ?LINE}.
-endif.
