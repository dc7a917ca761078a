-module(node_and_system).
-export([main/0]).

main() ->
    io:format("~p ~p ~p~n", [node(), nodes(), is_alive()]),
    io:format("~p~n", [node(self())]),
    io:format("~p~n", [erlang:system_info(machine)]),
    io:format("~p~n", [erlang:system_info(otp_release)]),
    io:format("~p~n", [erlang:system_info(wordsize)]),
    io:format("~p~n", [is_integer(erlang:system_info(process_count))]),
    io:format("~p~n", [erlang:system_info(schedulers) > 0]),
    io:format("~p~n", [is_pid(self())]),
    io:format("~p~n", [is_list(pid_to_list(self()))]),
    io:format("~p~n", [list_to_pid(pid_to_list(self())) =:= self()]),
    io:format("~p~n", [is_list(ref_to_list(make_ref()))]).

ref_to_list(R) -> erlang:ref_to_list(R).
