namespace SlackAgents.Core.Publishing;

/// <summary>What the host's checks say of one commit.</summary>
/// <param name="Sha">The commit.</param>
/// <param name="Failed">Names of those that failed, bounded; data of the repository.</param>
internal sealed record CheckSummary(string Sha, int Passed, int Pending, IReadOnlyList<string> Failed)
{
    public bool IsComplete => Pending == 0 && Total > 0;

    public int Total => Passed + Pending + Failed.Count;

    /// <summary>Whether it says the same: lists are equal by what they hold.</summary>
    public bool Equals(CheckSummary? other) =>
        other is not null && (Sha, Passed, Pending) == (other.Sha, other.Passed, other.Pending) && Failed.SequenceEqual(other.Failed, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Sha, Passed, Pending, Failed.Count);
}
