using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>Something that a person did.</summary>
internal interface IPersonRequest
{
    /// <summary>Unique per request and the same on every handling of it, for example <c>inbox:42</c>.</summary>
    string Key { get; }

    PersonId Person { get; }

    DateTimeOffset ReceivedAt { get; }
}
