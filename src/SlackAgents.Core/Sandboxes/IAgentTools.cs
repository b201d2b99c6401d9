namespace SlackAgents.Core.Sandboxes;

/// <summary>
/// What an agent may ask of its host while it works: the run's side of the built-in tool server. Whatever it is given is
/// the agent's data; every answer is a sentence for the agent, with the next step where something was refused.
/// </summary>
internal interface IAgentTools
{
    /// <summary>Asks the people of the run's thread, and waits for the answer. Asked again in the same words, it goes on waiting.</summary>
    Task<ToolAnswer> AskAsync(ToolQuestion question, CancellationToken cancellationToken);

    /// <summary>Shows how far the work is.</summary>
    /// <param name="percent">0–100; null when the agent does not know.</param>
    Task<ToolAnswer> ReportAsync(string text, double? percent, CancellationToken cancellationToken);

    /// <summary>Copies a file out of the sandbox into the run's thread.</summary>
    Task<ToolAnswer> AttachAsync(string path, string? title, CancellationToken cancellationToken);
}
