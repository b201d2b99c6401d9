using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Runs;

internal sealed class RunTransitionsTests
{
    private const string Table =
        """
        Queued: Preparing Failed Stopped
        Preparing: Running Stopping Failed Queued
        Running: Publishing Stopping Failed Queued
        Stopping: Stopped Publishing Failed Queued
        Publishing: Held Finished Stopping Failed Stopped Queued
        Held: Publishing Queued Stopped
        Finished: Queued
        Failed: Queued
        Stopped: Queued
        """;

    private static readonly Dictionary<RunState, RunState[]> Allowed = Table.Split('\n').Select(line => line.Split(':')).ToDictionary(
        pair => Enum.Parse<RunState>(pair[0]),
        pair => pair[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<RunState>).ToArray());

    [Test]
    public void Every_pair_of_states_is_as_the_table_says([Values] RunState from, [Values] RunState to) =>
        Assert.That(RunTransitions.IsAllowed(from, to), Is.EqualTo(from == to || Allowed[from].Contains(to)));

    [Test]
    public void From_every_state_rest_can_be_reached([Values] RunState from)
    {
        var seen = new HashSet<RunState> { from };
        while (seen.SelectMany(RunTransitions.From).Any(seen.Add))
        {
        }

        Assert.That(seen, Does.Contain(RunState.Failed).And.Contain(RunState.Queued));
    }
}
