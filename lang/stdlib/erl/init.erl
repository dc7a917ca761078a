%% How the program was started, and its end.
-module(init).

-export([get_argument/1, get_arguments/0, get_plain_arguments/0, get_status/0, reboot/0, restart/0,
         script_id/0, script_name/0, stop/0, stop/1]).

stop() -> stop(0).

stop(Status) when is_integer(Status), Status >= 0; is_list(Status) ->
    spawn(fun() -> erlang:halt(Status) end),
    ok.

get_plain_arguments() -> swerl_os:arguments().

get_arguments() -> [].

get_argument(home) -> {ok, [[os:getenv("HOME", "/")]]};
get_argument(progname) -> {ok, [["swerl"]]};
get_argument(_) -> error.

get_status() -> {started, started}.

script_id() -> {"Swerl", "1"}.

script_name() -> "swerl".

%% A program that starts itself again would have to be loaded again as a person loaded it.
restart() -> erlang:error(notsup).

reboot() -> stop().
