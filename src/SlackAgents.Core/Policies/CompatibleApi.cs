namespace SlackAgents.Core.Policies;

/// <summary>Which of the two APIs that others have taken over from OpenAI.</summary>
[Flags]
internal enum CompatibleApi
{
    None = 0,

    /// <summary>Chat completions.</summary>
    Chat = 1,

    /// <summary>Responses.</summary>
    Responses = 2,

    Both = Chat | Responses,
}
