%% io_lib: formatted input, format strings as data, text of a bounded length.
-module(io_lib_functions).
-export([main/0]).
next(S) -> (S * 1103515245 + 12345) rem 2147483648.
r(N) -> S = next(get(seed)), put(seed, S), (S div 65536) rem N.
t(F) -> try F() catch C:R -> {C,R} end.
main() -> put(seed, 99),
  [io:format("~p: ~w~n", [X, t(fun() -> io_lib:fread(F,S) end)]) || {X,{F,S}} <- [{{F0,S0},{F0,S0}} || {F0,S0} <-
   [{"~d","12 x"},{"~d","-12"},{"~d","x"},{"~3d","12345"},{"~d ~d","1\n2"},{"~f","1.5"},{"~f","1.5e3x"},{"~f","15"},{"~u","12"},{"~16u","ff"},{"~-~d","-5"},{"~#","16#ff"},{"~#","-16#ff"},{"~5#","16#ff"},{"~s","  abc def"},{"~3s","abcdef"},{"~a","foo bar"},{"~c","x"},{"~3c","xyzw"},{"~*d~d","1 2"},{"~~","~"},{"~~","x"},{"abc","abx"},{"a c","a   c"},{"~l","abc"},{"~d",""},{"~d ",  "1   z"},{"~x","1"},{"~ts",[300,301]},{"~s",[300,301]},{"~s",[65,300]},{"~tc",[300]},{"~c",[300]},{"~2c","a\n"},{"~","x"},{"~","" },{"","x"},{"~37u","1"},{"~d",eof},{"~d,~d","1,"},{"~c~c","a"}]]],
  io:format("~p~n", [io_lib:fread([], "12 13\n14", "~d ~d")]),
  {more,C} = io_lib:fread([], "12 ", "~d ~d"), io:format("~p~n", [io_lib:fread(C, "13\nrest", "~d ~d")]),
  io:format("~p~n", [t(fun() -> io_lib:scan_format("a~3.4.xtp~-10s~n~*b~~", [x,"s",5,7]) end)]),
  io:format("~p~n", [t(fun() -> io_lib:unscan_format(io_lib:scan_format("a~3.4.xtp~-10s~n~*b~~~..0w", [x,"s",5,7,8])) end)]),
  io:format("~s~n", [io_lib:build_text(io_lib:scan_format("a~p~-10sx~n~*b~~", [x,"s",5,7]))]),
  io:format("~p~n", [t(fun() -> io_lib:scan_format("~z", [x]) end)]),
  [io:format("~s|~s|~s|~s|~w~n", [io_lib:write_atom_as_latin1(A), io_lib:write_string_as_latin1("a\"b\x{400}\n"), io_lib:write_char_as_latin1($'), io_lib:write_char($"), io_lib:write_latin1_char($\n)]) || A <- [a, 'B c', 'å']],
  io:format("~p~n", [[io_lib:limit_term(T, D) || T <- [[1,2,3,4], {a,{b,{c,{d}}}}, #{a=>#{b=>1},c=>2}, <<"abcdef">>, "string", [a|b]], D <- [1,2,3,5]]]),
  io:format("~p~n", [[io_lib:write_binary(B, D, T) || B <- [<<1,2,3,4,200>>,<<1,2:3>>], D <- [-1,3], T <- [-1,5,8]]]),
  io:format("~w ~w ~w~n", [io_lib:chars_length(["abc",[$d,<<"ef">>]]), io_lib:chars_length([256,257]), io_lib:indentation("abc\n\tx",5)]),
  io:format("~s ~s ~s~n", [io_lib:write({a,[b,c,d,e]},3), io_lib:write({a,[b,c,d,e]},[{depth,4}]), io_lib:write({a,[b,c,d,e]},3,true)]),
  io:format("~s~n~s~n", [io_lib:print({a,lists:seq(1,40)},5,30,10), io_lib_pretty:print({a,lists:seq(1,40)}, [{column,3},{line_length,40},{chars_limit,60}])]),
  io:format("~w~n", [io_lib:format(<<"x~p">>, [a])]),
  io:format("~s ~s ~s~n", [io_lib:format_prompt({format,"a~p",[b]}), io_lib:format_prompt(x), io_lib:format_prompt({1,2})]),
  lim(100).
lim(0) -> ok;
lim(N) -> T = term(4), L = r(120),
  io:format("~w ~w~n~ts~n", [N, L, io_lib:format("~p x ~w~n ~s ~tp ~tw~n~P ~W", [T,T,lists:duplicate(r(40),$s),T,T,T,r(9)+1,T,r(9)+1], [{chars_limit,L}])]), 
  io:format("~ts~n", [io_lib:format("~p", [T], [{chars_limit,L}])]), 
  io:format("~ts~n", [io_lib:format("~tp", [T], [{chars_limit,L*4}])]), 
  lim(N-1).
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
