%% Large maps list their keys in the order of OTP's hashes, where these are the same in all systems.
-module(large_maps).
-export([main/0]).
main() ->
    Kinds = [fun(I) -> I end, fun(I) -> float(I) end, fun(I) -> integer_to_binary(I) end,
             fun(I) -> {I, [I]} end, fun(I) -> integer_to_list(I) end, fun(I) -> I bsl 58 end,
             fun(I) -> -I bsl 80 end, fun(I) -> <<I:13>> end, fun(I) -> [{}, I | <<I>>] end,
             fun(I) -> #{I => []} end, fun(I) -> [I * 1.5, [], {I rem 3}] end],
    [show(Kind, Size) || Kind <- Kinds, Size <- [31, 32, 33, 40, 100]],
    ok.
show(Kind, Size) ->
    Map = maps:from_list([{Kind(I), I} || I <- lists:seq(1, Size)]),
    Odd = lists:foldl(fun(I, M) -> maps:remove(Kind(2 * I), M) end, Map, lists:seq(1, Size div 2)),
    More = lists:foldl(fun(I, M) -> M#{Kind(I) => I} end, Odd, lists:seq(Size, 2 * Size)),
    out(Size, "~w~n~p~n~w~n~w~n", [Map, maps:keys(Odd), maps:values(More), maps:to_list(Odd)]),
    Back = maps:merge(Odd, Map),
    io:format("~w ~w ~w ~w~n", [Back =:= Map, Back == More, Odd < Map, erlang:phash2(More)]),
    io:format("~w ~w~n", [erlang:md5(term_to_binary(Map)), maps:get(Kind(1), Map)]).
out(Size, Format, Args) when Size =:= 33 -> io:format(Format, Args);
out(_, Format, Args) -> io:format("~w~n", [erlang:md5(io_lib:format(Format, Args))]).
