namespace SlackAgents.Gateway.Providers;

/// <summary>Reads a request body while it passes and says when it must not.</summary>
internal interface IRequestGuard
{
    /// <summary>The model asked for, once it was seen.</summary>
    string? Model { get; }

    /// <summary>Looks at the next bytes. A non-null answer refuses the request.</summary>
    ModelRefusal? Feed(ReadOnlySpan<byte> bytes, bool isLast);
}
