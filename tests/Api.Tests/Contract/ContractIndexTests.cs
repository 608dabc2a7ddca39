using System.Reflection;
using CmsOrchestrator.Api.Tests.Events;
using CmsOrchestrator.Api.Tests.History;
using CmsOrchestrator.Api.Tests.Http;
using CmsOrchestrator.Api.Tests.Keys;
using CmsOrchestrator.Api.Tests.Limits;
using CmsOrchestrator.Api.Tests.Lists;
using CmsOrchestrator.Api.Tests.Metrics;
using CmsOrchestrator.Api.Tests.Page;
using CmsOrchestrator.Api.Tests.Shapes;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>
/// Each sentence of the contract's "HTTP API", and the test that fails when it does not hold. Those that are tested elsewhere, and the
/// contract's other sections, are in the index of the end-to-end tests.
/// </summary>
public sealed class ContractIndexTests
{
    private static readonly (string Sentence, Type Tests, string Test)[] Contract =
    [
        Of<CallShapeTests>(
            "JSON, camelCase, times RFC 3339 with milliseconds",
            nameof(CallShapeTests.A_call_has_every_key_in_the_order_of_the_document)),
        Of<CallShapeTests>("GUIDs lower-case with dashes", nameof(CallShapeTests.An_id_is_read_in_either_case_and_written_in_lower_case)),
        Of<ProblemTests>(
            "errors are application/problem+json",
            nameof(ProblemTests.Any_other_status_of_the_pipeline_says_no_more_than_its_name)),
        Of<OpenApiTests>(
            "OpenAPI 3.1 at /openapi/v1.json",
            nameof(OpenApiTests.The_document_is_served_as_it_is_checked_in_without_a_key_and_with_a_tag)),
        Of<CallShapeTests>("UTF-8", nameof(CallShapeTests.What_a_bridge_said_is_passed_on_as_it_was_said)),
        Of<ClusterShapeTests>("/clusters: each with its bridges' states and totals", nameof(ClusterShapeTests.A_cluster_has_its_totals)),
        Of<CallBridgeShapeTests>("/callBridges[?cluster=]", nameof(CallBridgeShapeTests.Bridges_come_by_name_and_narrow_to_a_cluster)),
        Of<CallBridgeShapeTests>(
            "/callBridges/{cluster}/{name}",
            nameof(CallBridgeShapeTests.A_bridge_nobody_has_heard_of_yet_has_every_key)),
        Of<CallShapeTests>("/calls, /calls/{id}", nameof(CallShapeTests.A_list_of_calls_has_the_envelope)),
        Of<ParticipantShapeTests>(
            "/calls/{id}/participants, /participants",
            nameof(ParticipantShapeTests.A_participant_has_every_key_in_the_order_of_the_document)),
        Of<StatsShapeTests>("/stats", nameof(StatsShapeTests.Stats_are_the_totals_of_now)),
        Of<HealthTests>(
            "a bridge that is down does not make the service unready",
            nameof(HealthTests.It_is_ready_once_recovered_whatever_the_bridges_do)),
        Of<HealthTests>(
            "/healthz/live, /healthz/ready: 200 or 503",
            nameof(HealthTests.The_process_is_live_and_not_ready_while_it_recovers)),
        Of<PageTests>("/: the live page", nameof(PageTests.It_is_at_the_root_and_needs_no_key)),
        Of<CallShapeTests>("lists have revision, total, items and next", nameof(CallShapeTests.A_list_of_calls_has_the_envelope)),
        Of<ClusterShapeTests>("lists, all of them: clusters", nameof(ClusterShapeTests.A_cluster_has_its_totals)),
        Of<CallBridgeShapeTests>("lists, all of them: bridges", nameof(CallBridgeShapeTests.Running_figures_are_read_as_they_are_without_a_revision)),
        Of<CallHistoryTests>("lists, all of them: a call's history", nameof(CallHistoryTests.A_walk_ends_where_the_call_was_when_it_began)),
        Of<NodeShapeTests>("lists, all of them: nodes", nameof(NodeShapeTests.Nodes_come_in_pages_as_every_list_does)),
        Of<MetricsTests>("/metrics: Prometheus text", nameof(MetricsTests.Promtool_has_nothing_to_say_of_them)),
        Of<BadParameterTests>("limit 1 to 1000", nameof(BadParameterTests.A_wrong_parameter_is_a_400_that_names_it)),
        Of<WalkTests>("default 100", nameof(WalkTests.A_hundred_items_are_a_page_and_the_limit_may_change_on_the_way)),
        Of<WalkTests>(
            "all pages of one walk show one revision",
            nameof(WalkTests.A_walk_shows_everything_of_one_revision_once_while_the_model_changes)),
        Of<CursorTests>("a cursor names its query", nameof(CursorTests.A_cursor_of_another_query_is_refused)),
        Of<CursorTests>(
            "good until 5 minutes after",
            nameof(CursorTests.A_cursor_is_good_until_five_minutes_after_its_revision_stopped_being_the_newest)),
        Of<CursorTests>(
            "at most 256 old revisions, the oldest go first",
            nameof(CursorTests.Of_more_than_256_old_revisions_the_oldest_go_first)),
        Of<CursorTests>("after a restart 410", nameof(CursorTests.A_cursor_from_before_a_restart_has_expired)),
        Of<CallFilterTests>("calls filter by", nameof(CallFilterTests.Calls_narrow_to)),
        Of<ParticipantFilterTests>("participants by", nameof(ParticipantFilterTests.Participants_narrow_to)),
        Of<CallSortTests>("sort; ties by id, ascending", nameof(CallSortTests.Calls_come_in_the_order_asked_for_ties_by_id)),
        Of<CallSortTests>("without sort, calls come by start", nameof(CallSortTests.Calls_come_in_the_order_asked_for_ties_by_id)),
        Of<ParticipantFilterTests>(
            "without sort, participants come by call, then participant",
            nameof(ParticipantFilterTests.Participants_narrow_to)),
        Of<CallBridgeShapeTests>("the others by name: bridges", nameof(CallBridgeShapeTests.Bridges_come_by_name_and_narrow_to_a_cluster)),
        Of<ClusterShapeTests>("the others by name: clusters", nameof(ClusterShapeTests.A_cluster_has_its_totals)),
        Of<EveryRouteTests>(
            "every 200 has an ETag; If-None-Match gives 304",
            nameof(EveryRouteTests.Every_200_has_an_ETag_and_what_the_client_has_is_a_304_stats_and_the_stream_aside)),
        Of<CursorTests>(
            "two equal requests have the same ETag and cursors",
            nameof(CursorTests.Equal_requests_with_nothing_changed_between_have_the_same_tag_and_cursor)),
        Of<ParameterTests>(
            "an unknown parameter is a 400 that names it",
            nameof(ParameterTests.A_parameter_in_another_case_or_of_another_route_is_unknown)),
        Of<ParameterTests>(
            "a word outside a closed set is a 400 that names it",
            nameof(ParameterTests.A_value_that_a_parameter_cannot_have_is_a_400_that_names_it)),
        Of<ParameterTests>(
            "an unknown sort field is a 400 that names it",
            nameof(ParameterTests.A_value_that_a_parameter_cannot_have_is_a_400_that_names_it)),
        Of<CallFilterTests>("a cluster or bridge that does not exist matches nothing", nameof(CallFilterTests.Calls_narrow_to)),
        Of<ParticipantFilterTests>("a call that does not exist matches nothing", nameof(ParticipantFilterTests.Participants_narrow_to)),
        Of<CallShapeTests>(
            "callCorrelator is null where the bridge gave none; a name never told is empty",
            nameof(CallShapeTests.A_call_without_correlator_instances_or_words_keeps_its_keys)),
        Of<ParticipantShapeTests>("a participant", nameof(ParticipantShapeTests.A_participant_has_every_key_in_the_order_of_the_document)),
        Of<ClusterShapeTests>("a cluster", nameof(ClusterShapeTests.A_cluster_has_its_totals)),
        Of<CallBridgeShapeTests>("a Call Bridge", nameof(CallBridgeShapeTests.A_bridge_nobody_has_heard_of_yet_has_every_key)),
        Of<CallShapeTests>("passed on as it was said", nameof(CallShapeTests.What_a_bridge_said_is_passed_on_as_it_was_said)),
        Of<AuthorizationTests>("Authorization: Bearer", nameof(AuthorizationTests.The_scheme_is_Bearer_in_whatever_case)),
        Of<ScopeTests>("a key has the clusters it may see", nameof(ScopeTests.A_key_for_several_clusters_sees_all_of_them_and_no_other)),
        Of<KeyRingTests>(
            "only its SHA-256 is in the configuration",
            nameof(KeyRingTests.A_hash_is_read_in_either_case_and_never_from_anything_else)),
        Of<ScopeTests>("what a key may not see does not exist for it", nameof(ScopeTests.What_a_key_may_not_see_does_not_exist_for_it)),
        Of<AuthorizationTests>(
            "a key without clusters: all",
            nameof(AuthorizationTests.What_is_told_of_all_clusters_in_one_needs_a_key_that_sees_all)),
        Of<EventFilterTests>("absent from streams", nameof(EventFilterTests.What_a_key_may_not_see_is_in_no_stream_of_it)),
        Of<ScopeTests>(
            "asking for it is like asking for a cluster that does not exist",
            nameof(ScopeTests.What_a_key_may_not_see_does_not_exist_for_it)),
        Of<AuthorizationTests>("/healthz/* needs no key", nameof(AuthorizationTests.Health_needs_no_key)),
        Of<OpenApiTests>(
            "/openapi/v1.json needs no key",
            nameof(OpenApiTests.The_document_is_served_as_it_is_checked_in_without_a_key_and_with_a_tag)),
        Of<AuthorizationTests>(
            "/metrics needs one that may see all clusters",
            nameof(AuthorizationTests.What_is_told_of_all_clusters_in_one_needs_a_key_that_sees_all)),
        Of<AuthorizationTests>(
            "no key: 401 with WWW-Authenticate",
            nameof(AuthorizationTests.Without_a_key_it_is_a_401_whatever_is_asked_for)),
        Of<AuthorizationTests>("a wrong key: 401 with WWW-Authenticate", nameof(AuthorizationTests.A_wrong_key_is_a_401_that_says_so)),
        Of<AuthorizationTests>("a key never travels in a URL", nameof(AuthorizationTests.A_key_never_travels_in_a_URL)),
        Of<EveryRouteTests>("requests while recovering", nameof(EveryRouteTests.While_it_recovers_it_is_a_503_with_the_time_to_wait)),
        Of<EveryRouteTests>("405", nameof(EveryRouteTests.Any_other_method_is_a_405_with_those_there_are)),
        Of<EveryRouteTests>("406", nameof(EveryRouteTests.Who_takes_nothing_that_there_is_gets_a_406)),
        Of<LimitTests>("414", nameof(LimitTests.A_URL_has_a_length)),
        Of<LimitTests>(
            "429, by key",
            nameof(LimitTests.Requests_of_one_key_beyond_its_rate_are_429_until_some_time_later_and_cost_no_other_key_anything)),
        Of<LimitTests>("431", nameof(LimitTests.Headers_have_a_length)),
        Of<LimitTests>("a client that does not read", nameof(LimitTests.Who_does_not_read_is_cut_off)),
        Of<EventShapeTests>(
            "id, event, data: one line of JSON with the whole object as it is after the change",
            nameof(EventShapeTests.Each_kind_of_change_has_its_name_its_revision_and_its_whole_object)),
        Of<ResumeTests>(
            "Last-Event-ID resumes like after",
            nameof(ResumeTests.After_and_Last_Event_ID_continue_exactly_there_and_the_header_counts_because_it_is_younger)),
        Of<ResumeTests>(
            "a list's revision given as after continues exactly where the list ended",
            nameof(ResumeTests.A_list_and_the_stream_after_its_revision_are_one_whole)),
        Of<ResumeTests>(
            "a revision no longer kept (10 minutes at least are) answers 410",
            nameof(ResumeTests.A_revision_that_is_no_longer_kept_is_a_410_and_ten_minutes_at_least_are_kept)),
        Of<ResumeTests>(
            "one from the future 400",
            nameof(ResumeTests.What_is_wrong_or_not_there_yet_is_a_400_that_names_it)),
        Of<ResumeTests>(
            "without after the stream begins with the next change",
            nameof(ResumeTests.Without_after_the_stream_begins_with_the_next_change)),
        Of<EventFilterTests>(
            "a filter matches if the state before the change or after it does",
            nameof(EventFilterTests.A_watcher_is_told_what_its_filter_matches)),
        Of<WatcherTests>(
            "a comment line every 15 s",
            nameof(WatcherTests.A_comment_line_comes_every_15_s_whether_or_not_anything_happens)),
        Of<EventShapeTests>(
            "/stats: watchers",
            nameof(EventShapeTests.Stats_count_the_watchers)),
        Of<EndedCallTests>(
            "state: active, the default, ended, all",
            nameof(EndedCallTests.A_list_of_calls_has_those_of_its_state)),
        Of<EndedCallTests>(
            "/calls/{id} of one that has ended",
            nameof(EndedCallTests.An_ended_call_is_found_by_its_id_with_those_who_were_in_it)),
        Of<HistoryListTests>(
            "/history/calls by time, name, URI; newest first",
            nameof(HistoryListTests.Ended_calls)),
        Of<HistoryListTests>(
            "/history/participants by time, name, URI; newest first",
            nameof(HistoryListTests.Participants_that_left)),
        Of<HistoryListTests>(
            "all pages of one walk show one revision, also of history",
            nameof(HistoryListTests.All_pages_of_a_walk_show_one_revision_whatever_ends_meanwhile)),
        Of<HistoryListTests>(
            "kept for HistoryTime",
            nameof(HistoryListTests.What_ended_longer_ago_than_the_history_time_is_not_shown_and_a_walk_that_may_have_lost_some_of_it_is_a_410)),
        Of<CallHistoryTests>(
            "/calls/{id}/history: what happened in it, in order",
            nameof(CallHistoryTests.Everything_that_happened_in_a_call_is_a_line_in_order_also_after_its_end)),
        Of<CallHistoryTests>(
            "changes: element to new value",
            nameof(CallHistoryTests.A_change_has_the_new_value_of_each_element_that_changed)),
        Of<NodeShapeTests>(
            "/nodes: name, self, state, since, clusters, version",
            nameof(NodeShapeTests.A_node_says_who_it_is_how_it_is_and_what_it_runs)),
        Of<EndedCallTests>(
            "what a key may not see is absent from history",
            nameof(EndedCallTests.What_a_key_may_not_see_of_the_past_does_not_exist_for_it)),
        Of<PageTests>(
            "the page itself needs no key",
            nameof(PageTests.It_is_at_the_root_and_needs_no_key)),
        Of<BrowserTests>(
            "the page asks for the key and never puts it into a URL",
            nameof(BrowserTests.It_asks_for_a_key_and_the_key_goes_into_no_address)),
        Of<PageTests>(
            "a Content-Security-Policy that allows its own origin alone",
            nameof(PageTests.A_browser_lets_it_talk_to_its_own_origin_alone)),
    ];

    [Fact]
    public void Every_sentence_has_a_test_that_runs() => Assert.All(
        Contract,
        entry => Assert.NotNull(entry.Tests.GetMethod(entry.Test)?.GetCustomAttribute<FactAttribute>()));

    private static (string Sentence, Type Tests, string Test) Of<T>(string sentence, string test) => (sentence, typeof(T), test);
}
