namespace SlackAgents.Playground.Model;
internal sealed record ModelSettings { }
