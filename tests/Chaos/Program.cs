using CmsOrchestrator.Chaos.Commands;

return await ChaosCommandLine.RunAsync(args);
