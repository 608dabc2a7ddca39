using System.Diagnostics;
using CmsOrchestrator.Actors.Databases;
using CmsOrchestrator.Actors.Hosting;
using CmsOrchestrator.Actors.Settings;
using CmsOrchestrator.Commands;
using CmsOrchestrator.EndToEnd.Tests.Configuration;
using CmsOrchestrator.Support;
using Npgsql;

namespace CmsOrchestrator.EndToEnd.Tests.PostgreSql;

/// <summary>What is wrong with a server at the start is one line that names it, and never what it was asked with.</summary>
[NeedsPostgreSql]
public sealed class PostgreSqlStartTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [StorageFact]
    public void A_wrong_password_a_database_that_is_not_there_and_a_user_who_may_do_nothing_are_one_line_each()
    {
        var good = new NpgsqlConnectionStringBuilder(TestPostgreSql.Shared.CreateDatabase());
        var name = $"PostgreSQL database {good.Database} at 127.0.0.1:{good.Port}";
        TestPostgreSql.Shared.Execute(good.Database!, "DROP ROLE IF EXISTS nobody_at_all; CREATE ROLE nobody_at_all LOGIN PASSWORD 'hunter2'");

        Assert.StartsWith($"{name} does not let this user in: ", Problem(Changed(good, s => s.Password = "hunter2")), StringComparison.Ordinal);
        Assert.Equal(
            $"PostgreSQL database nowhere at 127.0.0.1:{good.Port} is not there.", Problem(Changed(good, s => s.Database = "nowhere")));
        Assert.StartsWith(
            $"{name} does not let this user work: ",
            Problem(Changed(good, s => (s.Username, s.Password) = ("nobody_at_all", "hunter2"))), StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task A_server_that_is_not_there_is_exit_code_1_and_one_line()
    {
        using var files = new SiteFiles();
        using var error = new StringWriter();
        var free = new Uri(OrchestratorProcess.FreeUrl());
        var file = files.Add("site.json", SiteFiles.Minimal.Replace(
            "\"Orchestrator\": {",
            $"\"Orchestrator\": {{ \"Storage\": {{ \"Provider\": \"PostgreSql\", \"ConnectionString\": \"Host=127.0.0.1;Port={free.Port};Database=cms;Password=hunter2\" }},",
            StringComparison.Ordinal));

        var code = await OrchestratorCommand.RunAsync(["run", "--config", file], TextWriter.Null, error);

        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"PostgreSQL database cms at 127.0.0.1:{free.Port} cannot be reached: ", Assert.Single(error.ToString().Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task A_server_that_is_still_starting_is_waited_for()
    {
        using var server = TestPostgreSql.Start();
        var connection = server.CreateDatabase();
        server.Stop();
        var opening = Task.Run(() => Open(connection));
        server.StartAgain();

        (await opening).Dispose();
    }

    [StorageFact]
    public void A_database_of_a_newer_version_is_refused()
    {
        var good = new NpgsqlConnectionStringBuilder(TestPostgreSql.Shared.CreateDatabase());
        Open(good.ConnectionString).Dispose();
        TestPostgreSql.Shared.Execute(good.Database!, "UPDATE schema_version SET version = 99");

        Assert.Contains(" was written by a newer version of the program (schema 99", Problem(good), StringComparison.Ordinal);
    }

    [StorageFact]
    public async Task A_second_process_is_refused_and_one_that_lost_the_database_to_another_is_told_so()
    {
        var good = new NpgsqlConnectionStringBuilder(TestPostgreSql.Shared.CreateDatabase());
        var inUse = $"PostgreSQL database {good.Database} at 127.0.0.1:{good.Port} is in use by another process; several of them need Orchestrator:Node, each of its own.";
        using (var first = Open(good.ConnectionString))
        {
            Assert.Equal(inUse, Problem(good));
            Assert.Throws<StorageException>(() => OpenShared(good.ConnectionString).Dispose());

            var taken = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            first.WatchForOthers(taken.SetResult);
            for (var clock = Stopwatch.StartNew(); !taken.Task.IsCompleted;)
            {
                Assert.True(clock.Elapsed < Limit, "the first is not told");
                TestPostgreSql.Shared.Execute(
                    good.Database!, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
                using var other = TryOpen(good.ConnectionString);
                if (other is not null)
                {
                    Assert.Equal(inUse, await taken.Task.WaitAsync(Limit));
                }
            }
        }

        using var one = OpenShared(good.ConnectionString);
        using var another = OpenShared(good.ConnectionString);
        Assert.Equal(inUse, Problem(good));
    }

    private static Storage? TryOpen(string connection)
    {
        try
        {
            return Open(connection);
        }
        catch (StorageException)
        {
            return null; // the first was quicker
        }
    }

    private static Storage OpenShared(string connection) =>
        Storage.OpenShared(new StorageSettings.PostgreSql(Secret.Of(connection)), TimeProvider.System);

    private static string Problem(NpgsqlConnectionStringBuilder settings)
    {
        var message = Assert.Throws<StorageException>(() => Open(settings.ConnectionString).Dispose()).Message;
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("hunter2", message, StringComparison.Ordinal);
        Assert.DoesNotContain(TestPostgreSql.Password, message, StringComparison.Ordinal);
        return message;
    }

    private static Storage Open(string connection) => Storage.Open(new StorageSettings.PostgreSql(Secret.Of(connection)), TimeProvider.System);

    private static NpgsqlConnectionStringBuilder Changed(NpgsqlConnectionStringBuilder good, Action<NpgsqlConnectionStringBuilder> change)
    {
        var changed = new NpgsqlConnectionStringBuilder(good.ConnectionString);
        change(changed);
        return changed;
    }
}
