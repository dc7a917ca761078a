%% Small functions that call each other: complex numbers, fields of records, choices.
-module(helpers).
-export([run/0]).

-record(body, {place = {0.0, 0.0}, speed = {0.0, 0.0}, hits = 0}).

run() ->
    Hits = moves(#body{speed = complex(0.01, 0.0)}, complex(0.9999, 0.01), 4000000),
    true = is_between(Hits, 0, 4000000),
    Sum = walk(1, 15000000, {0, 0}),
    true = is_tuple(Sum).

moves(Body, _, 0) -> hits(Body);
moves(Body, Turn, N) ->
    Place = add(place(Body), speed(Body)),
    moves(moved(Body, Place, mul(speed(Body), Turn)), Turn, N - 1).

moved(Body, Place, Speed) ->
    case is_far(Place) of
        true -> Body#body{place = complex(0.0, 0.0), speed = Speed, hits = inc(hits(Body))};
        false -> Body#body{place = Place, speed = Speed}
    end.

is_far(Place) -> square(Place) > 100.0.

complex(R, I) -> {R, I}.
add({R1, I1}, {R2, I2}) -> complex(R1 + R2, I1 + I2).
mul({R1, I1}, {R2, I2}) -> complex(R1 * R2 - I1 * I2, R1 * I2 + I1 * R2).
square({R, I}) -> R * R + I * I.

place(#body{place = Place}) -> Place.
speed(#body{speed = Speed}) -> Speed.
hits(#body{hits = Hits}) -> Hits.

walk(N, N, Sum) -> Sum;
walk(I, N, Sum) ->
    walk(inc(I), N, swap(count(clip(I band 1023, 10, 1000), Sum))).

inc(N) -> N + 1.
swap({A, B}) -> {B, A}.
count(I, {A, B}) when I rem 2 =:= 0 -> {least(inc(A), 1000000), B};
count(_, {A, B}) -> {A, most(B, -1)}.

clip(N, Low, High) -> least(most(N, Low), High).
least(A, B) when A < B -> A;
least(_, B) -> B.
most(A, B) when A > B -> A;
most(_, B) -> B.
is_between(N, Low, High) -> N >= Low andalso N =< High.
