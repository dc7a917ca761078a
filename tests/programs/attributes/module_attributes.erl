-module(module_attributes).
-export([main/0]).

-vsn("1.0").
-author('somebody').
-custom([a, b]).
-custom({c}).
-type t() :: integer() | {atom(), [t()]}.
-opaque o() :: #{a => t()} | none.
-export_type([t/0, o/0]).
-spec f(X) -> t() when X :: t().
-callback init(Args :: term()) -> {ok, State :: term()} | ignore.
-optional_callbacks([init/1]).
-compile([nowarn_unused_function]).
-file("elsewhere.erl", 100).

main() ->
    io:format("~p~n", [f(1)]),
    io:format("~p~n", [?LINE]),
    io:format("~p~n", [?FILE]).

f(X) -> X.
unused() -> ok.
