%% The module unicode: good, wrong and incomplete data in several encodings.
-module(unicode_data).
-export([main/0]).
t(F) -> try F() catch C:R -> {C,R} end.
p(S,V) -> io:format("~s: ~w~n", [S,V]).
main() ->
  L = ["abc", [16#110000], ["ab",16#110000,"x"], [<<"ab">>,16#d800,<<"c">>], <<"ab",255,"c">>, [<<"ab",255,"c">>,"d"], <<"ab",16#c3>>, [<<"ab",16#c3>>], [<<"ab",16#c3>>,"x"], [<<"ab",16#c3>>,<<16#a5>>],
   [[[<<"ab",16#c3>>]],"y"], [a], [<<"ab">>,a], a, [<<"a">>|<<"b">>], [<<"a">>|b], <<"abc":20>>, [-1], [256,<<"é"/utf8>>,[300]], [<<16#ed,16#a0,16#80>>], <<16#f4,16#90,128,128>>, <<16#e2,16#82>>, [<<16#e2,16#82>>,[<<16#ac>>,"z"]], [1.0], [[<<16#c3>>,"x"],"tail",<<"bin">>], [$a,[$b,[<<"c",16#ff,"d">>,$e],$f],$g], <<>>, [], [[]], [<<"ab",16#c3>>|<<16#a5>>], [[$a,16#110000|<<"x">>],$b], [16#ffff,16#fffe], ["ab",<<1:1>>,"c"]],
  [begin io:format("--- ~w~n",[X]), p("l/1",t(fun() -> unicode:characters_to_list(X) end)), p("l/latin1",t(fun() -> unicode:characters_to_list(X,latin1) end)),
    p("b/1",t(fun() -> unicode:characters_to_binary(X) end)), p("b/latin1",t(fun() -> unicode:characters_to_binary(X,latin1) end)),
    p("b/u->l",t(fun() -> unicode:characters_to_binary(X,unicode,latin1) end)),p("b/l->utf16",t(fun() -> unicode:characters_to_binary(X,latin1,utf16) end)), p("b/utf16->",t(fun() -> unicode:characters_to_binary(X,{utf16,little},unicode) end)),p("l/utf32",t(fun() -> unicode:characters_to_list(X,utf32) end)) end || X <- L],
  p("x",t(fun() -> unicode:characters_to_list("abc",foo) end)),
  p("x",t(fun() -> unicode:characters_to_binary("abc",foo,bar) end)),
  p("x",t(fun() -> unicode:characters_to_binary([300],unicode,latin1) end)),
  p("x",t(fun() -> unicode:characters_to_binary([97,300,98],unicode,latin1) end)),
  p("x",t(fun() -> unicode:characters_to_binary([97,<<300/utf8,"x">>,98],unicode,latin1) end)),
  p("x",t(fun() -> unicode:characters_to_binary(<<300/utf8,"x">>,unicode,latin1) end)),
  [p("bom",t(fun() -> unicode:bom_to_encoding(X) end)) || X <- [<<16#ef,16#bb,16#bf,1>>,<<16#fe,16#ff>>,<<16#ff,16#fe>>,<<16#ff,16#fe,0,0>>,<<0,0,16#fe,16#ff>>,<<>>,<<1>>,a]],
  [p("tobom",t(fun() -> unicode:encoding_to_bom(X) end)) || X <- [utf8,unicode,utf16,{utf16,little},{utf32,big},latin1,foo]],
  S = [$e,16#301,<<"ö"/utf8>>,"ﬁ"],
  [p(F,t(fun() -> unicode:F(S) end)) || F <- [characters_to_nfc_list,characters_to_nfd_list,characters_to_nfkc_list,characters_to_nfkd_list,characters_to_nfc_binary,characters_to_nfd_binary,characters_to_nfkc_binary,characters_to_nfkd_binary]],
  p("e",t(fun() -> unicode:characters_to_nfc_list([a]) end)),
  p("e",t(fun() -> unicode:characters_to_nfc_list([$a,<<255>>,$b]) end)),
  p("e",t(fun() -> unicode:characters_to_nfc_binary([$a,<<255>>,$b]) end)),
  p("e",t(fun() -> unicode:characters_to_nfc_binary([$a,<<195>>]) end)).
