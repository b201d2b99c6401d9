using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs;

/// <summary>A change of one run with everything it causes; all of it happens, or nothing does.</summary>
/// <param name="Run">The run as it is to be (the store raises the version).</param>
/// <param name="Turns">Turns to add or replace, by number.</param>
/// <param name="Messages">Messages for the outbox; one whose key exists already is left out.</param>
internal sealed record RunChange(Run Run, IReadOnlyList<Turn> Turns, IReadOnlyList<OutboxMessage> Messages);
