namespace CmsOrchestrator.EndToEnd.Tests.Contract;

/// <summary>
/// Each sentence of the contract, and where the test is that fails when it does not hold, as <c>Project/Folder/Class.Method</c>. The
/// sentences of "HTTP API" that the API's own tests show are in the index beside those.
/// </summary>
internal static class ContractIndex
{
    private const string Files = "EndToEnd.Tests/Configuration/";
    private const string Good = Files + "GoodSiteTests.";
    private const string Wrong = Files + "ConfigurationProblemTests.";
    private const string Line = Files + "CommandLineTests.";
    private const string Keys = Files + "ApiKeyTests.";
    private const string Live = Files + "LiveConfigurationTests.";
    private const string Drain = "EndToEnd.Tests/DrainTests.";
    private const string Demo = "EndToEnd.Tests/DemoTests.";
    private const string Restart = "EndToEnd.Tests/RestartTests.";
    private const string Bad = "EndToEnd.Tests/BadInput/";
    private const string Nodes = "EndToEnd.Tests/Nodes/NodeTests.";
    private const string NodeFiles = Files + "NodeProblemTests.";
    private const string Trust = "Actors.Tests/Wire/ServerTrustTests.";
    private const string Model = "Model.Tests/";

    public static (string Sentence, string Test)[] CommandLine { get; } =
    [
        ("demo: a made-up deployment, live, no configuration", Demo + "A_demo_is_a_live_deployment_of_its_size_without_any_configuration_and_leaves_nothing_behind"),
        ("demo [--clusters 2] [--bridges 3] [--calls 20]", Demo + "A_demo_is_a_live_deployment_of_its_size_without_any_configuration_and_leaves_nothing_behind"),
        ("run --config site.json", Restart + "The_view_equals_the_truth_after_a_minute_after_SIGTERM_and_after_kill_9"),
        ("run [--config more.json] [--urls http://…]", Good + "The_later_source_wins_files_then_environment_then_command_line"),
        ("check: validate", Line + "Wrong_arguments_and_configurations_are_exit_code_2_with_a_word_on_stderr"),
        ("check: try every bridge once", Files + "CheckTests.A_good_bridge_is_fine_and_sees_a_token_one_subscription_and_a_normal_close"),
        ("check: say what is wrong", Files + "CheckTests.Each_bridge_has_its_line_and_one_that_is_not_fine_is_enough"),
        ("Simulator --listen … --clusters … --bridges … --calls …", "Simulator.Tests/ProgramTests.It_says_where_its_bridges_are_and_ends_with_0_on_SIGTERM"),
        ("exit code 0 fine", Line + "A_question_is_no_mistake"),
        ("exit code 1 it failed", Line + "A_port_that_is_taken_is_exit_code_1_and_one_line"),
        ("exit code 1 it failed, while it ran", "EndToEnd.Tests/CrashTests.A_process_that_could_only_stand_still_ends_with_exit_code_1_and_one_line"),
        ("exit code 2 wrong arguments or configuration", Line + "Wrong_arguments_and_configurations_are_exit_code_2_with_a_word_on_stderr"),
        ("every problem of a configuration is reported at once", Line + "Every_problem_has_its_line"),
        ("each with its path", Wrong + "Every_problem_is_told_at_once"),
        ("never with a secret in it", Wrong + "One_wrong_value_is_one_problem"),
        ("never with a secret in it: connection strings", Wrong + "A_connection_string_that_is_none_is_a_problem_and_never_repeated"),
        ("never with a secret in it: keys", Keys + "A_wrong_key_is_one_problem_and_nothing_of_it_is_shown"),
        ("Ctrl-C and SIGTERM drain: sockets closed with 1000", Drain + "Sockets_are_closed_with_1000_everything_is_there_again_and_the_exit_code_is_0"),
        ("everything persisted", Drain + "Sockets_are_closed_with_1000_everything_is_there_again_and_the_exit_code_is_0"),
        ("exit 0 within 10 s", Drain + "Sockets_are_closed_with_1000_everything_is_there_again_and_the_exit_code_is_0"),
    ];

    public static (string Sentence, string Test)[] Configuration { get; } =
    [
        ("--config files (JSON)", Good + "Every_key_of_the_document_is_read"),
        ("reloaded when they change", Good + "A_changed_file_is_read_again"),
        ("then environment variables, then command line", Good + "The_later_source_wins_files_then_environment_then_command_line"),
        ("every setting that is shown, and what it is without", Good + "What_the_document_shows_is_what_is_in_force_without_it"),
        ("Keys: Name, Role, Sha256, Clusters", Keys + "Keys_have_a_name_and_the_clusters_they_may_see"),
        ("Sqlite (the default; under DataDirectory)", Good + "A_minimal_site_has_every_default"),
        ("PostgreSql (ConnectionString as Npgsql has it)", Good + "A_PostgreSQL_database_is_storage_and_its_connection_string_shows_itself_nowhere"),
        ("the tables are made at the first start", "EndToEnd.Tests/PostgreSql/PostgreSqlRestartTests.The_view_equals_the_truth_whatever_was_ended_and_started_again"),
        ("Node makes this process one node of several", Nodes + "Two_nodes_share_the_clusters_and_one_that_ends_or_is_killed_leaves_its_own_to_the_other"),
        ("it needs PostgreSql", NodeFiles + "Several_nodes_need_one_database"),
        ("Host is bound", Nodes + "A_node_whose_port_is_taken_says_so_in_one_line_and_harms_nobody"),
        ("Host is advertised", Nodes + "Two_nodes_share_the_clusters_and_one_that_ends_or_is_killed_leaves_its_own_to_the_other"),
        ("without a certificate it must be loopback", NodeFiles + "Nodes_on_loopback_need_no_certificate"),
        ("with a certificate it need not be", NodeFiles + "With_a_certificate_nodes_may_be_anywhere"),
        ("nodes' Certificate", Nodes + "Nodes_with_a_certificate_talk_over_TLS_and_one_without_is_none_of_them"),
        ("all nodes have the same clusters", Nodes + "A_node_on_another_database_stops_with_a_clear_line_and_one_with_another_configuration_is_shown"),
        ("Url: https, or http for a loopback host only", Wrong + "One_wrong_value_is_one_problem"),
        ("server certificates are verified", Bad + "CertificateTests.A_certificate_that_is_not_accepted_reads_as_what_is_wrong_with_it_and_a_good_one_heals"),
        ("CaFile adds a trust anchor", Trust + "A_certificate_of_the_CA_file_with_the_right_name_is_accepted"),
        ("CertificateSha256 stands in for chain and name", Trust + "A_fingerprint_stands_in_for_chain_and_name"),
        ("exactly this certificate", Trust + "Another_certificate_than_the_pinned_one_is_refused_however_good_it_is"),
        ("there is no switch that turns verification off", Wrong + "There_is_no_switch_that_turns_verification_off"),
        ("CaFile is relative to the file that names it", Good + "A_path_is_relative_to_the_file_that_gives_it"),
        ("PasswordFile is relative to the file that names it", Good + "Every_key_of_the_document_is_read"),
        ("DataDirectory is relative to the working directory", Good + "A_minimal_site_has_every_default"),
        ("demo uses a temporary directory and deletes it", Demo + "A_demo_is_a_live_deployment_of_its_size_without_any_configuration_and_leaves_nothing_behind"),
        ("Api:Urls may be https with Api:Certificate", Files + "ApiCertificateTests.The_API_is_served_over_https_with_its_certificate_and_asks_for_keys_there"),
        ("keys on a non-loopback http address get a warning at start", Keys + "Keys_that_travel_in_the_clear_beyond_this_machine_are_a_warning_at_the_start"),
        ("durations are [d.]hh:mm:ss", Wrong + "One_wrong_value_is_one_problem"),
        ("MaxConnections is 1 to 5", Wrong + "One_wrong_value_is_one_problem"),
        ("MaxConnections: default 3", Good + "A_minimal_site_has_every_default"),
        ("ReconnectMinTime and ReconnectMaxTime bound the back-off", Model + "Bridges/BackoffTests.The_pause_grows_within_its_bounds_and_jitter_spreads_it_over_all_of_it"),
        ("after a 401 or a refusal the next attempt comes at the upper bound", Bad + "NoConnectionTests.After_a_401_or_a_refusal_the_next_attempt_comes_at_the_upper_bound"),
        ("a connection silent for a third of LivenessTime is probed", Model + "Connections/LivenessTests.Silent_for_a_third_of_the_time_it_is_probed_with_the_current_set"),
        ("with no answer by the end of it the connection is dead", Model + "Connections/LivenessTests.Without_an_answer_by_the_end_of_it_it_is_dead"),
        ("and its slots are stale", Bad + "LostConnectionTests.A_black_hole_turns_its_part_stale_and_heals"),
        ("a token request and a handshake have that long, too", Bad + "NoConnectionTests.Whatever_keeps_a_connection_from_coming_about_can_be_read_and_harms_nobody_else_and_heals"),
        ("clusters and bridges added, changed or removed take effect", Live + "An_edit_adds_a_bridge_changes_a_password_and_removes_a_cluster_and_no_other_socket_closes"),
        ("within 5 s", Files + "LiveKeyTests.A_change_of_a_file_is_told_well_within_five_seconds"),
        ("and touch no other bridge's socket", Live + "An_edit_adds_a_bridge_changes_a_password_and_removes_a_cluster_and_no_other_socket_closes"),
    ];

    public static (string Sentence, string Test)[] HttpApi { get; } =
    [
        ("one node alone lists itself", "EndToEnd.Tests/Nodes/SingleNodeTests.A_node_alone_is_up_since_its_start_whenever_that_is_asked_for_first"),
        ("freshness: live all instances live, partial some, stale none", Model + "Calls/MergingTests.Freshness_counts_the_instances"),
        ("participants is the largest live figure the bridges report", Model + "Calls/MergingTests.Participants_is_the_largest_live_figure_else_the_largest_stale_one"),
        ("degraded: no bridge carries this call's roster because the budget is spent", Model + "Clusters/CarryingTests.Without_room_a_call_is_degraded_and_its_roster_given_up_and_again_when_it_comes_back"),
        ("roster: the subscription's state, or none", Model + "Calls/PresenceTests.A_roster_given_up_is_not_evidence"),
        ("its participants are then not listed; leaveReason notObserved", Model + "Calls/PresenceTests.A_roster_given_up_is_not_evidence"),
        ("while a handover is awaited the call stays active with no instances, stale", Model + "Calls/SessionTests.A_conference_that_moves_to_another_bridge_within_the_handover_time_is_one_session"),
        ("endReason is the reason that the last instance's bridge gave", Model + "Calls/SessionTests.The_reason_is_the_last_instances"),
        ("bridgeLost, bridgeRemoved; leaveReason likewise", Model + "Calls/SessionTests.A_session_whose_only_bridge_is_gone_says_why"),
        ("notSeenAfterReconnect; leaveReason likewise", Model + "Calls/ResyncTests.What_it_does_not_repeat_ended_at_its_last_sign_of_life"),
        ("merged", Model + "Calls/SessionTests.A_merged_stand_in_ends_at_once"),
        ("state: connected, and gone once it is not configured", Live + "An_edit_adds_a_bridge_changes_a_password_and_removes_a_cluster_and_no_other_socket_closes"),
        ("state: backingOff, unauthorized, refused", Bad + "NoConnectionTests.Whatever_keeps_a_connection_from_coming_about_can_be_read_and_harms_nobody_else_and_heals"),
        ("state: stopped", Live + "A_bridge_that_leaves_the_configuration_is_told_as_stopped_and_is_no_longer_listed"),
        ("nothing missed, nothing twice, also over kill -9", "EndToEnd.Tests/Streams/ChangeStreamTests.Every_watcher_is_told_everything_once_in_order_over_kill_9_and_it_adds_up_to_the_lists"),
        ("the participants of an ending call leave before its call.ended", "EndToEnd.Tests/Streams/ChangeStreamTests.Every_watcher_is_told_everything_once_in_order_over_kill_9_and_it_adds_up_to_the_lists"),
        ("without keys the API binds to loopback only", Wrong + "One_wrong_value_is_one_problem"),
        ("and refuses to start on any other address (exit code 2)", Line + "Every_problem_has_its_line"),
        ("a key has a name, a role and clusters", Keys + "Keys_have_a_name_and_the_clusters_they_may_see"),
        ("a key that is removed ends what is open for it", Files + "LiveKeyTests.A_key_that_is_taken_out_of_the_file_ends_its_open_stream_and_no_other_ends"),
    ];
}
