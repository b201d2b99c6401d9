namespace SlackAgents.Tests.Harnesses;

/// <summary>The rows of a family of harnesses; found by type.</summary>
internal interface IFailureRows
{
    IEnumerable<FailureRow> Rows { get; }
}
