using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Runs.Context;

/// <summary>Section <c>Context</c>: what of a conversation an agent is given with its task.</summary>
internal sealed class ContextOptions
{
    public const string Section = "Context";

    /// <value>Messages of a thread, 1–1000; the first and the newest. Default 50.</value>
    [Range(1, 1000)]
    public int MaxMessages { get; set; } = 50;

    /// <value>Characters of their text together, 1,000–400,000. Default 40,000.</value>
    [Range(1_000, 400_000)]
    public int MaxCharacters { get; set; } = 40_000;

    /// <value>Files of one request or reply, 0–100. Default 10.</value>
    [Range(0, 100)]
    public int MaxFiles { get; set; } = 10;

    /// <value>One file in MiB, 1–100. Default 10.</value>
    [Range(1, 100)]
    public int MaxFileMb { get; set; } = 10;

    /// <value>All files of a run together in MiB, 1–1000. Default 25.</value>
    [Range(1, 1000)]
    public int MaxTotalMb { get; set; } = 25;

    /// <value>What becomes of the words of people who may not give the agent work. Default <see cref="ContextOthers.Quote"/>.</value>
    [EnumDataType(typeof(ContextOthers))]
    public ContextOthers Others { get; set; } = ContextOthers.Quote;

    /// <value>How long Slack is asked for it before the run goes on without, 100 ms to 10 minutes. Default one minute.</value>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <value>Whether images that the agent added to its branch are shown in the thread. Default yes.</value>
    public bool ShareImages { get; set; } = true;
}
