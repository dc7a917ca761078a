-module(types_and_defaults).
-export([main/0]).

-record(conf, {host = "localhost" :: string(), port = 80 :: 1..65535, opts = [{timeout, 1000}] :: list(), extra}).
-type conf() :: #conf{}.
-export_type([conf/0]).

main() ->
    io:format("~p~n", [#conf{}]),
    io:format("~p~n", [#conf{port = 8080, extra = #conf{host = "inner"}}]),
    io:format("~p~n", [show(#conf{opts = []})]),
    io:format("~p~n", [[element(N, #conf{}) || N <- lists:seq(1, record_info(size, conf))]]),
    io:format("~p~n", [lists:zip(record_info(fields, conf), tl(tuple_to_list(#conf{})))]).

-spec show(conf()) -> string().
show(#conf{host = H, port = P}) -> H ++ ":" ++ integer_to_list(P).
