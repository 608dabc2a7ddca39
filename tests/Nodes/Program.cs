using CmsOrchestrator.Nodes.Commands;

return args switch
{
    ["rows", .. var options] when Options.Parse(options, "--times", "--only", "--seed") is { } given => await RowsCommand.RunAsync(given, Console.Out),
    ["schedules", .. var options] when Options.Parse(options, "--count", "--seed") is { } given => await SchedulesCommand.RunAsync(given, Console.Out),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("rows [--times 10] [--only kill,term,…] [--seed 1]: each row of docs/operations.md so many times, as a table.");
    Console.Error.WriteLine("schedules [--count 100] [--seed 1]: so many random schedules of faults over three nodes.");
    return 2;
}
