using System.Reflection;
using CmsOrchestrator.Api.Tests.Http;
using CmsOrchestrator.Api.Tests.Keys;
using CmsOrchestrator.Api.Tests.Limits;
using CmsOrchestrator.Api.Tests.Lists;
using CmsOrchestrator.Api.Tests.Metrics;
using CmsOrchestrator.Api.Tests.Shapes;

namespace CmsOrchestrator.Api.Tests.Contract;

/// <summary>Each sentence of the contract, in its order, and the test that fails when it does not hold.</summary>
public sealed class ContractIndexTests
{
    private static readonly (string Sentence, Type Tests, string Test)[] Contract =
    [
        ("JSON, camelCase, times RFC 3339 with milliseconds", typeof(CallShapeTests), nameof(CallShapeTests.A_call_has_every_key_in_the_order_of_the_document)),
        ("GUIDs lower-case with dashes", typeof(CallShapeTests), nameof(CallShapeTests.An_id_is_read_in_either_case_and_written_in_lower_case)),
        ("errors are application/problem+json", typeof(ProblemTests), nameof(ProblemTests.Any_other_status_of_the_pipeline_says_no_more_than_its_name)),
        ("OpenAPI 3.1 at /openapi/v1.json", typeof(OpenApiTests), nameof(OpenApiTests.The_document_is_served_as_it_is_checked_in_without_a_key_and_with_a_tag)),
        ("/clusters: each with its bridges' states and totals", typeof(ClusterShapeTests), nameof(ClusterShapeTests.A_cluster_has_its_totals)),
        ("/callBridges[?cluster=]", typeof(CallBridgeShapeTests), nameof(CallBridgeShapeTests.Bridges_come_by_name_and_narrow_to_a_cluster)),
        ("/callBridges/{cluster}/{name}", typeof(CallBridgeShapeTests), nameof(CallBridgeShapeTests.A_bridge_nobody_has_heard_of_yet_has_every_key)),
        ("/calls, /calls/{id}", typeof(CallShapeTests), nameof(CallShapeTests.A_list_of_calls_has_the_envelope)),
        ("/calls/{id}/participants, /participants", typeof(ParticipantShapeTests), nameof(ParticipantShapeTests.A_participant_has_every_key_in_the_order_of_the_document)),
        ("/stats", typeof(StatsShapeTests), nameof(StatsShapeTests.Stats_are_the_totals_of_now)),
        ("a bridge that is down does not make the service unready", typeof(HealthTests), nameof(HealthTests.It_is_ready_once_recovered_whatever_the_bridges_do)),
        ("/metrics: Prometheus text", typeof(MetricsTests), nameof(MetricsTests.Promtool_has_nothing_to_say_of_them)),
        ("limit 1 to 1000", typeof(BadParameterTests), nameof(BadParameterTests.A_wrong_parameter_is_a_400_that_names_it)),
        ("default 100", typeof(WalkTests), nameof(WalkTests.A_hundred_items_are_a_page_and_the_limit_may_change_on_the_way)),
        ("all pages of one walk show one revision", typeof(WalkTests), nameof(WalkTests.A_walk_shows_everything_of_one_revision_once_while_the_model_changes)),
        ("a cursor names its query", typeof(CursorTests), nameof(CursorTests.A_cursor_of_another_query_is_refused)),
        ("good until 5 minutes after", typeof(CursorTests), nameof(CursorTests.A_cursor_is_good_until_five_minutes_after_its_revision_stopped_being_the_newest)),
        ("at most 256 old revisions, the oldest go first", typeof(CursorTests), nameof(CursorTests.Of_more_than_256_old_revisions_the_oldest_go_first)),
        ("after a restart 410", typeof(CursorTests), nameof(CursorTests.A_cursor_from_before_a_restart_has_expired)),
        ("calls filter by", typeof(CallFilterTests), nameof(CallFilterTests.Calls_narrow_to)),
        ("participants by", typeof(ParticipantFilterTests), nameof(ParticipantFilterTests.Participants_narrow_to)),
        ("sort; ties by id, ascending", typeof(CallSortTests), nameof(CallSortTests.Calls_come_in_the_order_asked_for_ties_by_id)),
        ("every 200 has an ETag; If-None-Match gives 304", typeof(EveryRouteTests), nameof(EveryRouteTests.Every_200_has_an_ETag_and_what_the_client_has_is_a_304_stats_and_the_stream_aside)),
        ("two equal requests have the same ETag and cursors", typeof(CursorTests), nameof(CursorTests.Equal_requests_with_nothing_changed_between_have_the_same_tag_and_cursor)),
        ("an unknown parameter is a 400 that names it", typeof(ParameterTests), nameof(ParameterTests.A_parameter_in_another_case_or_of_another_route_is_unknown)),
        ("a word outside a closed set is a 400 that names it", typeof(ParameterTests), nameof(ParameterTests.A_value_that_a_parameter_cannot_have_is_a_400_that_names_it)),
        ("a cluster, bridge or call that does not exist matches nothing", typeof(CallFilterTests), nameof(CallFilterTests.Calls_narrow_to)),
        ("passed on as it was said", typeof(CallShapeTests), nameof(CallShapeTests.What_a_bridge_said_is_passed_on_as_it_was_said)),
        ("Authorization: Bearer", typeof(AuthorizationTests), nameof(AuthorizationTests.The_scheme_is_Bearer_in_whatever_case)),
        ("a key has the clusters it may see", typeof(ScopeTests), nameof(ScopeTests.A_key_for_several_clusters_sees_all_of_them_and_no_other)),
        ("only its SHA-256 is in the configuration", typeof(KeyRingTests), nameof(KeyRingTests.A_hash_is_read_in_either_case_and_never_from_anything_else)),
        ("what a key may not see does not exist for it", typeof(ScopeTests), nameof(ScopeTests.What_a_key_may_not_see_does_not_exist_for_it)),
        ("/healthz/* needs no key", typeof(AuthorizationTests), nameof(AuthorizationTests.Health_needs_no_key)),
        ("/openapi/v1.json needs no key", typeof(OpenApiTests), nameof(OpenApiTests.The_document_is_served_as_it_is_checked_in_without_a_key_and_with_a_tag)),
        ("/metrics needs one that may see all clusters", typeof(AuthorizationTests), nameof(AuthorizationTests.What_is_told_of_all_clusters_in_one_needs_a_key_that_sees_all)),
        ("no key: 401 with WWW-Authenticate", typeof(AuthorizationTests), nameof(AuthorizationTests.Without_a_key_it_is_a_401_whatever_is_asked_for)),
        ("a wrong key: 401 with WWW-Authenticate", typeof(AuthorizationTests), nameof(AuthorizationTests.A_wrong_key_is_a_401_that_says_so)),
        ("a key never travels in a URL", typeof(AuthorizationTests), nameof(AuthorizationTests.A_key_never_travels_in_a_URL)),
        ("requests while recovering", typeof(EveryRouteTests), nameof(EveryRouteTests.While_it_recovers_it_is_a_503_with_the_time_to_wait)),
        ("405", typeof(EveryRouteTests), nameof(EveryRouteTests.Any_other_method_is_a_405_with_those_there_are)),
        ("406", typeof(EveryRouteTests), nameof(EveryRouteTests.Who_takes_nothing_that_there_is_gets_a_406)),
        ("414", typeof(LimitTests), nameof(LimitTests.A_URL_has_a_length)),
        ("429, by key", typeof(LimitTests), nameof(LimitTests.Requests_of_one_key_beyond_its_rate_are_429_until_some_time_later_and_cost_no_other_key_anything)),
        ("431", typeof(LimitTests), nameof(LimitTests.Headers_have_a_length)),
        ("a client that does not read", typeof(LimitTests), nameof(LimitTests.Who_does_not_read_is_cut_off)),
    ];

    [Fact]
    public void Every_sentence_has_a_test_that_runs() => Assert.All(
        Contract,
        entry => Assert.NotNull(entry.Tests.GetMethod(entry.Test)?.GetCustomAttribute<FactAttribute>()));
}
