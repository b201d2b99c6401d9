using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Docker.Connection;

/// <summary>Section <c>Docker</c>: where the engine is.</summary>
internal sealed class DockerOptions : IValidatableObject
{
    public const string Section = "Docker";

    /// <value>
    /// The Engine API: <c>unix:///path</c>, or <c>tcp://host:port</c> on a trusted network only, as it is not encrypted.
    /// Default: the local socket.
    /// </value>
    [Required]
    public string Endpoint { get; set; } = "unix:///var/run/docker.sock";

    /// <value>How long one call may take, 1 s – 10 min; following output and waiting have no limit. Default 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!DockerEndpoint.TryParse(Endpoint, out _))
        {
            yield return new ValidationResult(
                $"Docker:Endpoint must be unix:///path or tcp://host:port, not '{Endpoint}'.", [nameof(Endpoint)]);
        }
    }
}
