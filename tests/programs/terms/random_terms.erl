%% Terms from a row of numbers that is the same everywhere: printed in many ways, hashed, written and read.
-module(random_terms).
-export([main/0]).
%% a small generator: the same numbers everywhere
next(S) -> (S * 1103515245 + 12345) rem 2147483648.
r(N) -> S = next(get(seed)), put(seed, S), (S div 65536) rem N.
term(0) -> leaf(r(14));
term(D) ->
  case r(10) of
    0 -> list(r(6), D);
    1 -> list_to_tuple(list(r(6), D));
    2 -> list_to_tuple([atom(r(6)) | list(r(5), D)]);
    3 -> maps:from_list(pairs(r(6), D));
    4 -> maps:from_list(pairs(r(6), D));
    5 -> improper(r(4), D);
    _ -> leaf(r(14))
  end.
list(0, _) -> [];
list(N, D) -> [term(D-1) | list(N-1, D)].
improper(0, D) -> [term(D-1) | leaf(r(14))];
improper(N, D) -> [term(D-1) | improper(N-1, D)].
pairs(0, _) -> [];
pairs(N, D) -> [{term(D-1), term(D-1)} | pairs(N-1, D)].
atom(0) -> a; atom(1) -> some_longer_atom; atom(2) -> 'Quoted one'; atom(3) -> []; atom(4) -> 'åäö'; atom(5) -> list_to_atom([1078,1079]).
leaf(0) -> r(1000);
leaf(1) -> -r(100000);
leaf(2) -> atom(r(6));
leaf(3) -> "string" ++ lists:duplicate(r(30), $x);
leaf(4) -> [];
leaf(5) -> list_to_binary(bytes(r(30)));
leaf(6) -> list_to_binary("text" ++ lists:duplicate(r(60), $y));
leaf(7) -> list_to_binary([195,165,195,164] ++ lists:duplicate(r(10), $z));
leaf(8) -> list_to_bitstring([1,2,list_to_binary(bytes(r(20))), tail(r(7)+1)]);
leaf(9) -> r(100) / (r(50)+1);
leaf(10) -> {};
leaf(11) -> maps:from_list([]);
leaf(12) -> list_to_binary(lists:duplicate(r(100), r(256)));
leaf(13) -> list_to_binary([$a + r(3), r(256) | lists:duplicate(r(40), 200 + r(50))]).
tail(N) -> B = list_to_binary([173]), {_, T} = {1, erlang:binary_to_list(B)}, bits(N, T).
bits(N, _) -> binary_to_term(list_to_binary([131, 77, 0,0,0,1, N, 173 band (16#ff00 bsr N)])).
bytes(0) -> [];
bytes(N) -> [r(256) | bytes(N-1)].
main() -> put(seed, 2024), loop(300).
%% Of most only a sum is written.
out(N, Format, Args) when N > 292 -> io:format(Format, Args);
out(_, Format, Args) ->
    Text = unicode:characters_to_binary(io_lib:format(Format, Args)),
    io:format("~w ~w~n", [byte_size(Text), erlang:md5(Text)]).
loop(0) -> ok;
loop(N) ->
  T = term(4),
  W = 20 + r(80), D = r(12) + 1, C = r(20),
  out(N, "~w~n~tw~n~p~n~tp~n~*p~n~lp~n", [T,T,T,T,W,T,T]),
  out(N, "~P~n~tP~n~W~n~s~p~n~*.*p~n", [T,D,T,D,T,D,lists:duplicate(C,$x),T,W,C,T]),
  out(N, "~p ~p ~w~n", [erlang:phash2(T), erlang:phash(T,1 bsl 32), erlang:external_size(T)]),
  B = term_to_binary(T), out(N, "~p ~w ~w~n", [erlang:md5(B), T =:= binary_to_term(B), erlang:crc32(B)]),
  loop(N-1).
