using SlackAgents.Benchmarks;

return await BenchCommand.RunAsync(args);
