%% Features of the language that a program may turn on: OTP 25 has one, which is not supported here.
-module(erl_features).
-export([all/0, configurable/0, enabled/0, info/1, keywords/0, keywords/1, long/1, short/1, used/1]).

all() -> [maybe_expr].

configurable() -> [maybe_expr].

enabled() -> [].

%% No feature is on, so no further word is reserved.
keywords() -> [].

keywords(Feature) -> maps:get(keywords, info(Feature)).

info(maybe_expr) ->
    #{description => "Implementation of the maybe expression proposed in EEP49 -- Value based error handling.",
      experimental => 25, keywords => ['maybe', 'else'], short => "Value based error handling (EEP49)",
      status => experimental, type => extension};
info(Other) -> erlang:error(invalid_feature, [Other]).

short(Feature) -> maps:get(short, info(Feature)).

long(Feature) -> maps:get(description, info(Feature)).

used(Module) when is_atom(Module) -> [].
