-include("some" ".hrl").
a(?FROM_HEADER) -> {?FILE, ?LINE}.
-include_lib("some.hrl").
b() -> ?LINE.
