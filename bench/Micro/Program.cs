using BenchmarkDotNet.Running;
using CmsOrchestrator.Micro;

// dotnet run --project bench/Micro -c Release -- --filter '*Planner*'
BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(args, new MicroConfig());
