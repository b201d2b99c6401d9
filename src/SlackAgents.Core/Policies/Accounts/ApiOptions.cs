using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Policies.Accounts;

/// <summary>Section <c>Api</c>: runs that are asked for by HTTP.</summary>
internal sealed class ApiOptions
{
    public const string Section = "Api";

    /// <value>Whether it is served at all. Default yes; without a token nobody gets in.</value>
    public bool Enabled { get; set; } = true;

    /// <value>How long a token is good for, up to a year. Default 90 days.</value>
    [Range(typeof(TimeSpan), "00:10:00", "366.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <value>Requests of one token in a minute. Default 30.</value>
    [Range(1, 6000)]
    public int RequestsPerMinute { get; set; } = 30;
}
