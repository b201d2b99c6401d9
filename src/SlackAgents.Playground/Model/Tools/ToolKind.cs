namespace SlackAgents.Playground.Model.Tools;

/// <summary>How a tool takes its input.</summary>
internal enum ToolKind
{
    /// <summary>Arguments by JSON schema.</summary>
    Function,

    /// <summary>Plain text in a grammar of its own, such as a patch.</summary>
    Freeform,

    /// <summary>The vendor's own way to look for tools that are not in the request.</summary>
    Search,
}
