using System.Text;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// What one git process needs to reach its remote. The token goes into the environment of that process and nowhere
/// else: a command line is in <c>/proc</c> for everybody, a URL ends in configuration files, reflogs and error messages.
/// </summary>
/// <param name="Remote">Clone URL without credentials. Its scheme is the only one that the process may speak.</param>
/// <param name="Token">The secret, of any length and shape.</param>
internal sealed record GitCredential(Uri Remote, string Token)
{
    /// <summary>Basic authentication as GitHub documents it for Apps: the user is <c>x-access-token</c>.</summary>
    public string Header => $"Authorization: Basic {Encoded}";

    /// <summary>Both forms in which the secret could turn up in an output.</summary>
    public IReadOnlyList<string> Secrets => [Encoded, Token];

    private string Encoded => Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{Token}"));

    public override string ToString() => $"credential for {Remote}";
}
