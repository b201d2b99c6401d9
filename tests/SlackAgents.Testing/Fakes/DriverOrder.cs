namespace SlackAgents.Testing.Fakes;

/// <summary>A line that the host writes to the driver while a turn runs.</summary>
internal sealed record DriverOrder(string Type, string Id, string Text);
