using System.CommandLine;
using CmsOrchestrator.Load.Storages;
using CmsOrchestrator.Load.Tables;

namespace CmsOrchestrator.Load.Commands;

/// <summary><c>table</c>: everything that docs/performance.md promises or reports, in one run of less than ten minutes.</summary>
internal static class TableCommand
{
    public static Command Create()
    {
        var small = new Option<bool>("--small") { Description = "Little of everything, within two minutes, to see that each row comes; its figures say nothing." };
        var minutes = new Option<double>("--minutes") { Description = "What is not measured by then is said to be so.", DefaultValueFactory = _ => 9.5 };
        var command = new Command("table", "Print the whole table of docs/performance.md; takes less than ten minutes.") { small, minutes };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(small) ? TablePlan.Small : TablePlan.Full, new Sheet(TimeSpan.FromMinutes(parsed.GetValue(minutes)), Console.Out, stop)));
        return command;
    }

    private static async Task RunAsync(TablePlan plan, Sheet sheet)
    {
        sheet.Begin();
        var yardsticks = new YardstickRows(sheet, plan);
        await yardsticks.MeasureAsync(StorageRows.Fastest.Window);
        await new StorageRows(sheet, plan, yardsticks, "SQLite", null).MeasureAsync();
        if (PostgreSqlStorage.CanBeHad)
        {
            await sheet.MeasureAsync("PostgreSQL", "", async _ =>
            {
                using var server = new PostgreSqlStorage();
                await new StorageRows(sheet, plan, yardsticks, "PostgreSQL", server.CreateDatabase).MeasureAsync();
            });
        }
        else
        {
            sheet.Row("PostgreSQL", "", $"not measured: there is no PostgreSQL here");
        }

        await sheet.EndAsync();
    }
}
