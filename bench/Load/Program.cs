using System.Globalization;
using CmsOrchestrator.Load.Commands;
using CmsOrchestrator.Load.Traffic;

int N(int i, int d) => args.Length > i ? int.Parse(args[i], CultureInfo.InvariantCulture) : d;
await ProgramRun.RunAsync(new SiteSize(N(0, 1), N(1, 1), N(2, 40), N(3, 10)), new Pace(N(4, 0) is > 0 and var r ? r : null, 1000, N(5, 8192)), TimeSpan.FromSeconds(N(6, 10)), null);
