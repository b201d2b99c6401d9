using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Host.Configuration;

/// <summary>Section <c>Web</c>: the trace pages, the webhooks, the health endpoints.</summary>
internal sealed class WebOptions
{
    public const string Section = "Web";

    /// <value>Address to listen on, plain http: TLS belongs to the proxy in front. Default <c>http://127.0.0.1:5080</c>.</value>
    [Required]
    public string ListenUrl { get; set; } = "http://127.0.0.1:5080";

    /// <value>Address under which people and GitHub reach it. Default: the address it listens on.</value>
    public string? PublicUrl { get; set; }

    /// <value>How long a link to a trace is good for, up to 90 days. Default 7 days.</value>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan TraceLinkLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <value><c>Link</c>: who has the link sees the run, unless a rule keeps it from some members. <c>SignIn</c>: the reader also has to be signed in and allowed to see it. Default <c>Link</c>.</value>
    public TraceAccessMode TraceAccess { get; set; }

    /// <value>Browsers that may watch runs at the same time, 1–100000; above that they are asked to come back. Default 5000.</value>
    [Range(1, 100_000)]
    public int MaxReaders { get; set; } = 5_000;
}
