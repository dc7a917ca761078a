%% Functions of erlang on binaries, external terms and checksums: values and errors.
-module(binary_functions).
-export([main/0]).
t(F) -> try F() catch C:R -> {C,R} end.
main() ->
  L = [fun() -> binary_to_list(a) end, fun() -> binary_to_list(<<1,2,3:4>>) end, fun() -> binary_to_list(<<1,2,3>>,0,1) end,
  fun() -> binary_to_list(<<1,2,3>>,2,1) end, fun() -> binary_to_list(<<1,2,3>>,1,3) end,fun() -> binary_to_list(<<1,2,3>>,1,4) end,
  fun() -> list_to_binary(<<1>>) end, fun() -> list_to_binary([<<1:1>>]) end, fun() -> list_to_binary([1|<<2>>]) end,fun() -> list_to_binary([1|2]) end,
  fun() -> iolist_to_binary(<<1>>) end,fun() -> iolist_to_binary(<<1:3>>) end, fun() -> iolist_size(<<1:3>>) end,
  fun() -> erlang:iolist_to_iovec([1,<<2>>,[3]]) end, fun() -> erlang:iolist_to_iovec(<<1>>) end, fun() -> erlang:iolist_to_iovec([]) end, fun() -> erlang:iolist_to_iovec(<<>>) end,
  fun() -> list_to_bitstring([1,<<2:3>>,3]) end, fun() -> list_to_bitstring(<<2:3>>) end,fun() -> bitstring_to_list(<<1,2:3>>) end,
  fun() -> binary_to_atom(<<"abc">>) end, fun() -> binary_to_atom(<<255>>) end, fun() -> binary_to_atom(<<255>>,latin1) end,fun() -> binary_to_atom(<<255>>,foo) end,
  fun() -> binary_to_atom("x",utf8) end, fun() -> binary_to_atom(list_to_binary(lists:duplicate(256,$a))) end,fun() -> binary_to_atom(<<1:3>>) end,
  fun() -> atom_to_binary(foo) end, fun() -> atom_to_binary('å',latin1) end, fun() -> atom_to_binary('å',unicode) end,fun() -> atom_to_binary('Ā',latin1) end,fun() -> atom_to_binary(1,latin1) end,fun() -> atom_to_binary(a,bar) end,
  fun() -> binary_to_existing_atom(<<"nonexisting_foobar">>) end, fun() -> binary_to_existing_atom(<<"nonexisting_foobar">>,latin1) end,fun() -> binary_to_existing_atom(list_to_binary(lists:duplicate(256,$a))) end,
  fun() -> binary_to_integer(<<"12">>) end, fun() -> binary_to_integer(<<"-12">>) end, fun() -> binary_to_integer(<<"+12">>) end, fun() -> binary_to_integer(<<"">>) end,fun() -> binary_to_integer(<<"1 ">>) end,fun() -> binary_to_integer(<<"ff">>,16) end,fun() -> binary_to_integer(<<"ff">>,37) end,fun() -> binary_to_integer("1") end,fun() -> binary_to_integer(<<"12":16,1:1>>) end,
  fun() -> integer_to_binary(12) end,fun() -> integer_to_binary(-255,16) end,fun() -> integer_to_binary(a) end,fun() -> integer_to_binary(1,1) end,
  fun() -> binary_to_float(<<"1.5e3">>) end,fun() -> binary_to_float(<<"1">>) end,fun() -> binary_to_float(a) end, fun() -> float_to_binary(1.5) end, fun() -> float_to_binary(1.5,[short]) end,fun() -> float_to_binary(1.5,[{decimals,2},compact]) end,fun() -> float_to_binary(1) end,
  fun() -> binary_part(<<1,2,3>>,1,1) end,fun() -> binary_part(<<1,2,3>>,{1,-1}) end,fun() -> binary_part(<<1,2,3>>,3,0) end,fun() -> binary_part(<<1,2,3>>,4,0) end,fun() -> binary_part(<<1,2,3:4>>,0,2) end,fun() -> binary_part(<<1,2,3>>,1) end, fun() -> binary_part(<<1,2,3>>,{1 bsl 70,0}) end,
  fun() -> split_binary(<<1,2,3>>,1) end,fun() -> split_binary(<<1,2,3>>,4) end,fun() -> split_binary(<<1,2,3:3>>,2) end, fun() -> split_binary(<<1,2,3>>,-1) end,
  fun() -> byte_size(<<1:3>>) end,fun() -> byte_size(a) end,fun() -> bit_size(<<1:3>>) end,fun() -> bit_size(a) end,fun() -> size(<<1:3>>) end,fun() -> size([]) end,fun() -> size(#{}) end,
  fun() -> map_size(a) end, fun() -> is_map_key(a,b) end, fun() -> map_get(a,b) end, fun() -> map_get(a,#{}) end,
  fun() -> maps:from_list([{a,1}|b]) end, fun() -> maps:from_list(a) end, fun() -> maps:from_list([a|b]) end, fun() -> maps:from_keys(a,b) end,fun() -> maps:from_keys([c|a],b) end,
  fun() -> maps:merge(a,b) end, fun() -> maps:merge(#{},b) end,fun() -> maps:merge(#{1=>2},b) end, fun() -> maps:merge(a,#{}) end,
  fun() -> erlang:crc32(<<"abc">>) end, fun() -> erlang:crc32([<<"ab">>,$c]) end, fun() -> erlang:crc32(5,<<"abc">>) end,fun() -> erlang:crc32(-1,<<"abc">>) end, fun() -> erlang:crc32_combine(1,2,3) end, fun() -> erlang:adler32(<<"abc">>) end, fun() -> erlang:adler32(1,"abc") end, fun() -> erlang:adler32_combine(1,2,3) end,
  fun() -> erlang:md5("abc") end, fun() -> erlang:md5(a) end, fun() -> erlang:md5_final(erlang:md5_update(erlang:md5_init(),"abc")) end, fun() -> erlang:md5_final(<<>>) end,
  fun() -> erlang:phash({a,[1,<<2>>]},1000) end, fun() -> erlang:phash(a,0) end, fun() -> erlang:phash2(a,1 bsl 32) end, fun() -> erlang:phash2(a,1 bsl 33) end,fun() -> erlang:phash(a,1 bsl 32) end,
  fun() -> erlang:external_size(a) end, fun() -> erlang:external_size([1,2,300]) end, fun() -> erlang:external_size("abc",[{minor_version,0}]) end,
  fun() -> term_to_binary(1.5,[{minor_version,0}]) end, fun() -> term_to_binary(a,[foo]) end,   fun() -> term_to_binary(lists:duplicate(100,a),[{compressed,0}]) end,fun() -> term_to_binary(a,b) end,
  fun() -> binary_to_term(<<131,97>>) end, fun() -> binary_to_term(<<131,97,1,2>>) end, fun() -> binary_to_term(<<131,97,1,2>>,[used]) end, fun() -> binary_to_term(<<131,119,3,"xyy">>,[safe]) end, fun() -> binary_to_term(a) end, fun() -> binary_to_term(<<131,97,1>>,[foo]) end, fun() -> binary_to_term(<<131,97,1>>,foo) end,
  fun() -> list_to_ref("#Ref<0.1.2.3>") end, fun() -> list_to_ref("x") end, fun() -> list_to_port("#Port<0.5>") end, fun() -> erlang:binary_to_list(<<>>,1,1) end],
  [io:format("~p: ~p~n", [I,t(F)]) || {I,F} <- lists:zip(lists:seq(1,length(L)),L)].
