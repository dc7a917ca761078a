%% The distances of all places of a map from one, by a set of those that are to be visited in the order of their distance.
-module(shortest_paths).
-export([run/0]).

run() ->
    Roads = roads(3000),
    [3000 = map_size(visit(gb_sets:singleton({0, From}), #{}, Roads)) || From <- lists:seq(1, 40)].

roads(Count) ->
    Ways = fun(N) -> [{(N * 7 + 1) rem Count, N rem 13 + 1}, {(N * 3 + 2) rem Count, N rem 7 + 1},
                      {(N + 1) rem Count, 20}, {(N * 31 + 5) rem Count, 9}] end,
    maps:from_list([{N, Ways(N)} || N <- lists:seq(0, Count - 1)]).

visit(Open, Distances, Roads) ->
    case gb_sets:is_empty(Open) of
        true -> Distances;
        false ->
            {{Distance, Place}, Rest} = gb_sets:take_smallest(Open),
            case Distances of
                #{Place := _} -> visit(Rest, Distances, Roads);
                _ ->
                    Add = fun({To, Length}, Set) ->
                        case maps:is_key(To, Distances) of
                            true -> Set;
                            false -> gb_sets:add({Distance + Length, To}, Set)
                        end
                    end,
                    visit(lists:foldl(Add, Rest, map_get(Place, Roads)), Distances#{Place => Distance}, Roads)
            end
    end.
