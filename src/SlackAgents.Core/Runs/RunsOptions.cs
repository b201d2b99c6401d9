using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Runs;

/// <summary>Section <c>Runs</c>: what bounds a run. Every limit has a message when it is hit.</summary>
internal sealed class RunsOptions
{
    public const string Section = "Runs";

    /// <value>Live sandboxes, 1–1000; the rest waits with its position shown. Default 8.</value>
    [Range(1, 1000)]
    public int MaxConcurrent { get; set; } = 8;

    /// <value>Waiting runs, 1–10000; more are refused. Default 100.</value>
    [Range(1, 10_000)]
    public int MaxQueued { get; set; } = 100;

    /// <value>Waiting follow-ups of one run, 1–1000. Default 20.</value>
    [Range(1, 1000)]
    public int MaxFollowUps { get; set; } = 20;

    /// <value>Wall-clock time of one turn, one minute to one day. Default one hour.</value>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <value>Time without any output of the agent, 5 seconds to one day. Default ten minutes.</value>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <value>
    /// How long a question of the agent waits for an answer, 5 seconds to one day. Default 30 minutes. The silence limit
    /// does not count meanwhile, the turn's wall clock does.
    /// </value>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan QuestionTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <value>Time for making the workspace ready, 5 seconds to one hour. Default five minutes.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan PrepareTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <value>Tokens of one run over all turns, input and output, cached ones included. Default 20 million.</value>
    [Range(1_000, 10_000_000_000)]
    public long MaxTokens { get; set; } = 20_000_000;

    /// <value>Dollars of one run over all turns, as metered by the gateway. Default 10.</value>
    [Range(0.01, 100_000)]
    public decimal MaxCostUsd { get; set; } = 10;

    /// <value>Output of one turn in MiB. Default 256.</value>
    [Range(1, 16_384)]
    public int MaxOutputMb { get; set; } = 256;

    /// <value>How often a harness repeats a failed model call. Default 3.</value>
    [Range(0, 20)]
    public int MaxModelRetries { get; set; } = 3;

    /// <value>When a reply reaches the agent if nobody says otherwise: <c>Queue</c>, <c>Now</c> or <c>Interrupt</c>. Default <c>Queue</c>.</value>
    [EnumDataType(typeof(TurnDelivery))]
    public TurnDelivery Steering { get; set; } = TurnDelivery.Queue;

    /// <value>How long a turn that is stopped may put its work away before it is ended by force. Default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(5);
}
