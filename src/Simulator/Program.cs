using CmsOrchestrator.Simulator;

return await SimulatorCommand.RunAsync(args);
