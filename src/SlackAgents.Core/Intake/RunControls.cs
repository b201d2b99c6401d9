using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>The ways in which people change a run that exists.</summary>
internal sealed class RunControls(RunStops stops, FollowUps followUps, SteeringDesk steering, OutboxWakeup outbox)
{
    public RunStops Stops => stops;

    public FollowUps FollowUps => followUps;

    public SteeringDesk Steering => steering;

    public OutboxWakeup Outbox => outbox;

    /// <summary>A UUID made from the request's key: the same request taken twice is one turn, for us and for the harness.</summary>
    public static string PromptIdOf(string requestKey) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(requestKey)).AsSpan(0, 16)).ToString();
}
