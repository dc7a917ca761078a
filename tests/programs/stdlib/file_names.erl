-module(file_names).
-export([main/0]).

main() ->
    p([filename:basename("/a/b/c.erl"), filename:basename("/a/b/c.erl", ".erl"), filename:dirname("/a/b/c.erl"), filename:extension("a/b.tar.gz"), filename:rootname("a/b.tar.gz"), filename:rootname("a.erl", ".erl")]),
    p([filename:join("a", "b"), filename:join(["a", "/b", "c"]), filename:join("a/", "b"), filename:split("/a/b/c"), filename:split("a/b"), filename:absname("/x/y"), filename:pathtype("/a"), filename:pathtype("a")]),
    p([filename:join(<<"a">>, "b"), filename:nativename("a/b"), filename:basename(""), filename:dirname("x")]).

p(L) -> [io:format("~p~n", [X]) || X <- L].
