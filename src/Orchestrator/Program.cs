using CmsOrchestrator.Commands;

return await OrchestratorCommand.RunAsync(args, Console.Out, Console.Error);
