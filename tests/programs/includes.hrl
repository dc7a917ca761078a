-record(point, {x = 0, y = 0}).
-define(ORIGIN, #point{}).

shift(#point{x = X} = P, By) -> P#point{x = X + By}.
