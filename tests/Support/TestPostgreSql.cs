using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Npgsql;

namespace CmsOrchestrator.Support;

/// <summary>
/// A PostgreSQL server of its own: a fresh data directory, a free loopback port, password authentication. <c>fsync</c> is off: what
/// the machine's crash would cost is not tested, that of the server is. It goes with the process that started it, however that ends.
/// </summary>
public sealed class TestPostgreSql : IDisposable
{
    public const string Password = "geheim; 'und' \"mehr\"";

    private const int Interrupt = 2;
    private const int Quit = 3;
    private const int Continue = 18;
    private const int Halt = 19;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<TestPostgreSql> SharedServer = new(() => Start());

    // The script is the server's parent. Its standard input ends when this process does: then it takes the server and the directory along.
    private const string Script = """
        set -e
        bin=$1 port=$2 dir=$3; shift 3
        if [ -z "$dir" ]; then
          dir=$(mktemp -d "${TMPDIR:-/tmp}/cms-postgres-XXXXXX")
          printf '%s' "$CMS_TEST_PASSWORD" > "$dir/password"
          "$bin/initdb" -D "$dir/data" -U cms -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C.UTF-8 --no-sync > "$dir/initdb.log" 2>&1
        fi
        "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
          -c fsync=off -c full_page_writes=off -c shared_buffers=16MB -c max_connections=60 "$@" >> "$dir/log" 2>&1 < /dev/null &
        server=$!
        echo "$server $dir"
        trap '' INT TERM HUP
        keep=
        read -r keep || true
        kill -CONT $server 2> /dev/null || true
        kill -QUIT $server 2> /dev/null || true
        wait $server || true
        [ "$keep" = keep ] || rm -rf "$dir"
        """;

    private readonly string[] _options;
    private Process _script;
    private int _server;
    private string _directory = "";
    private int _databases;

    private TestPostgreSql(string[] options)
    {
        _options = options;
        Port = FreePort.Next();
        _script = Run();
    }

    /// <summary>One for all tests of an assembly; each makes a database of its own in it.</summary>
    public static TestPostgreSql Shared => SharedServer.Value;

    public int Port { get; }

    public string Log => File.ReadAllText(Path.Combine(_directory, "log"));

    /// <param name="options">Further settings, such as <c>max_connections=10</c>.</param>
    public static TestPostgreSql Start(params string[] options)
    {
        var server = new TestPostgreSql([.. options.SelectMany(option => new[] { "-c", option })]);
        server.WaitUntilItServes();
        return server;
    }

    /// <summary>Makes an empty database; how to connect to it, as the owner of everything.</summary>
    public string CreateDatabase()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Execute("postgres", $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "cms",
        Password = Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Stops it as an administrator does: connections are cut, what was committed stays.</summary>
    public void Stop() => End(Interrupt);

    /// <summary>Ends it as a crash does.</summary>
    public void Kill() => End(Quit);

    public void StartAgain()
    {
        _script.Dispose();
        _script = Run();
        WaitUntilItServes();
    }

    /// <summary>Stops the time of every process of the server: connections stay open and nothing answers.</summary>
    public void Pause() => SignalAll(Halt);

    public void Resume() => SignalAll(Continue);

    public void Dispose()
    {
        if (!_script.HasExited)
        {
            Resume();
            _script.StandardInput.Close();
            _script.WaitForExit(Limit);
        }
        else if (_directory.Length > 0)
        {
            Directory.Delete(_directory, recursive: true);
        }

        _script.Dispose();
    }

    private void End(int signal)
    {
        Signal(_server, signal);
        var end = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{_server}") && File.ReadAllText($"/proc/{_server}/stat").Split(' ')[2] != "Z" && end.Elapsed < Limit)
        {
            Thread.Sleep(5);
        }

        _script.StandardInput.WriteLine("keep");
        _script.WaitForExit(Limit);
    }

    private Process Run()
    {
        var bin = PostgreSqlInstallation.Directory ?? throw new InvalidOperationException(PostgreSqlInstallation.Missing);

        // The server refuses to be root.
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", "sh"] : ["sh"];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
            Environment = { ["CMS_TEST_PASSWORD"] = Password },
        };
        foreach (var argument in (string[])
            [.. command[1..], "-c", Script, "sh", bin, Port.ToString(CultureInfo.InvariantCulture), _directory, .. _options])
        {
            start.ArgumentList.Add(argument);
        }

        var script = Process.Start(start) ?? throw new InvalidOperationException("sh does not start.");
        var told = script.StandardOutput.ReadLine()?.Split(' ', 2) ?? throw new InvalidOperationException("PostgreSQL's data directory cannot be made.");
        (_server, _directory) = (int.Parse(told[0], CultureInfo.InvariantCulture), told[1]);
        return script;
    }

    private void WaitUntilItServes()
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            try
            {
                Execute("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < Limit && !_script.HasExited)
            {
                // Not yet.
            }
        }
    }

    /// <summary>Runs statements in a database, as its owner.</summary>
    public void Execute(string database, string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private void SignalAll(int signal)
    {
        foreach (var process in Children(_server).Append(_server))
        {
            Signal(process, signal);
        }
    }

    private static IEnumerable<int> Children(int process) =>
        File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(id => int.Parse(id, CultureInfo.InvariantCulture));

    // A server that has just ended is no error.
    private static void Signal(int process, int signal) => _ = SendSignal(process, signal);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
