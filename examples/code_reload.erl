%% A server that counts the messages it gets, and a client that sends it one a second.
%%
%% There is a bug to mend while both run: the count stays 0. Load this file, start the two at the
%% prompt, then change the file as the comment below says and save it.
%%
%%   ServerPid = code_reload:start_server().
%%   ClientPid = code_reload:start_client(ServerPid).

-module(code_reload).
-export([start_server/0, start_client/1]).
%% What a loop calls with its module's name has to be exported.
-export([server_loop/1, client_loop/1]).

%% The server is a process of its own; it starts to count at 0.
start_server() ->
    spawn(?MODULE, server_loop, [0]).

server_loop(Count) ->
    receive
        {From, quit} ->
            io:fwrite("Received quit command from ~p~n", [From]),
            ok;
        {From, Message} ->
            io:fwrite("~p: Server ~p received message ~p from ~p~n", [Count, self(), Message, From]),
            %% The bug is here: it should be Count + 1. A call with the module's name goes to the
            %% version that is current when it is made; server_loop(Count) alone would stay in this.
            ?MODULE:server_loop(Count);
        _ ->
            throw(unexpected_message)
    end.

%% The client needs to know whom to write to.
start_client(ServerPid) ->
    spawn(?MODULE, client_loop, [ServerPid]).

client_loop(ServerPid) ->
    receive
        {From, quit} ->
            io:fwrite("Received quit command from ~p~n", [From]),
            ok
    after 1000 ->
        %% A second has passed without a message: send one, here the time.
        ServerPid ! {self(), now()},
        ?MODULE:client_loop(ServerPid)
    end.
