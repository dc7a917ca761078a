-module(graph_search).
-export([main/0]).

main() ->
    G = #{a => [b, c], b => [d], c => [d, e], d => [f], e => [f], f => [], g => [a]},
    io:format("~p~n", [bfs([a], G, [])]),
    io:format("~p~n", [dfs(a, G, [])]),
    io:format("~p~n", [path(a, f, G)]),
    io:format("~p~n", [path(f, a, G)]),
    io:format("~p~n", [topological(G)]),
    io:format("~p~n", [dijkstra(#{a => [{b, 7}, {c, 3}], b => [{d, 2}], c => [{b, 1}, {d, 8}], d => []}, a)]).

bfs([], _, Seen) -> lists:reverse(Seen);
bfs([N | Q], G, Seen) ->
    case lists:member(N, Seen) of
        true -> bfs(Q, G, Seen);
        false -> bfs(Q ++ maps:get(N, G), G, [N | Seen])
    end.

dfs(N, G, Seen) ->
    case lists:member(N, Seen) of
        true -> Seen;
        false -> lists:foldl(fun(M, S) -> dfs(M, G, S) end, Seen ++ [N], maps:get(N, G))
    end.

path(From, To, G) -> path([[From]], To, G, [From]).
path([], _, _, _) -> none;
path([[To | _] = P | _], To, _, _) -> lists:reverse(P);
path([[N | _] = P | Rest], To, G, Seen) ->
    New = [M || M <- maps:get(N, G), not lists:member(M, Seen)],
    path(Rest ++ [[M | P] || M <- New], To, G, Seen ++ New).

topological(G) -> lists:reverse(lists:foldl(fun(N, S) -> visit(N, G, S) end, [], lists:sort(maps:keys(G)))) .
visit(N, G, Seen) ->
    case lists:member(N, Seen) of
        true -> Seen;
        false -> lists:foldl(fun(M, S) -> visit(M, G, S) end, Seen, maps:get(N, G)) ++ [N]
    end.

dijkstra(G, Start) -> dijkstra([{0, Start}], G, #{}).
dijkstra([], _, Done) -> Done;
dijkstra([{_, N} | Q], G, Done) when is_map_key(N, Done) -> dijkstra(Q, G, Done);
dijkstra([{D, N} | Q], G, Done) ->
    Next = [{D + W, M} || {M, W} <- maps:get(N, G)],
    dijkstra(lists:sort(Q ++ Next), G, Done#{N => D}).
