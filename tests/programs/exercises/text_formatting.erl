-module(text_formatting).
-export([main/0]).

main() ->
    Text = "the quick brown fox jumps over the lazy dog and runs away from the very angry bear",
    [io:format("~s~n", [L]) || L <- wrap(string:tokens(Text, " "), 24)],
    table([{"name", "qty"}, {"apple", "3"}, {"banana", "12"}]),
    io:format("~s~n", [center("title", 21)]),
    io:format("~s~n", [commas(1234567)]).

wrap(Words, Width) -> wrap(Words, Width, "", []).
wrap([], _, Line, Lines) -> lists:reverse([Line | Lines]);
wrap([W | Ws], Width, "", Lines) -> wrap(Ws, Width, W, Lines);
wrap([W | Ws], Width, Line, Lines) when length(Line) + 1 + length(W) =< Width -> wrap(Ws, Width, Line ++ " " ++ W, Lines);
wrap(Ws, Width, Line, Lines) -> wrap(Ws, Width, "", [Line | Lines]).

table(Rows) -> [io:format("|~-10s|~5s|~n", [A, B]) || {A, B} <- Rows].

center(S, W) -> lists:duplicate((W - length(S)) div 2, $*) ++ S ++ lists:duplicate((W - length(S) + 1) div 2, $*).

commas(N) -> lists:reverse(commas_(lists:reverse(integer_to_list(N)))).
commas_([A, B, C, D | T]) -> [A, B, C, $, | commas_([D | T])];
commas_(L) -> L.
