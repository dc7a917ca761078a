-module(rand_seeded).
-export([main/0]).

main() ->
    show(fun() -> element(1, rand:uniform_s(100, rand:seed_s(exsss, 42))) end),
    show(fun() -> element(1, rand:uniform_s(rand:seed_s(exsss, 42))) end),
    show(fun() -> element(1, rand:uniform_s(10, rand:seed_s(exro928ss, {1, 2, 3}))) end),
    show(fun() -> element(1, rand:uniform_s(1000, rand:seed_s(exrop, {1, 2, 3}))) end),
    show(fun() -> element(1, rand:uniform_s(1 bsl 70, rand:seed_s(exsss, {3, 2, 1}))) end),
    show(fun() -> element(1, rand:normal_s(rand:seed_s(exsss, 7))) end).

show(F) -> io:format("~p~n", [try F() catch C:R -> {C, R} end]).
