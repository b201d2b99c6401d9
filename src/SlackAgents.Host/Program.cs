using SlackAgents.Host.Verbs;

return await CommandLine.RunAsync(args);
