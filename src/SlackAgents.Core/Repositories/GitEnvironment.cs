using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// The environment of every git process on the host. Starts from nothing: no configuration of the machine, of a
/// person or of a repository decides which program is run or which host is spoken to.
/// </summary>
internal static class GitEnvironment
{
    /// <summary>What is kept of our own environment: where programs are, and how this network is left.</summary>
    private static readonly FrozenSet<string> Kept = FrozenSet.Create(
        StringComparer.Ordinal,
        "PATH", "TMPDIR", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "CURL_CA_BUNDLE");

    /// <summary>
    /// Given through the environment, which git reads after every file: these win over whatever a repository's own
    /// configuration says (git-scm.com/docs/git-config, GIT_CONFIG_COUNT).
    /// </summary>
    private static readonly (string Key, string Value)[] Configuration =
    [
        ("core.hooksPath", "/dev/null"),
        ("core.fsmonitor", "false"),
        ("core.logAllRefUpdates", "false"),
        ("core.askPass", ""),
        ("credential.helper", ""),
        ("submodule.recurse", "false"),
        ("fetch.recurseSubmodules", "false"),
        ("fetch.writeCommitGraph", "false"),
        ("fetch.unpackLimit", "1"),
        ("push.recurseSubmodules", "no"),
        ("push.gpgSign", "false"),
        ("gc.auto", "0"),
        ("maintenance.auto", "false"),
        ("receive.autogc", "false"),
        ("http.sslVerify", "true"),
        // A redirect would carry the credential to another host. Renamed repositories are found by the API before.
        ("http.followRedirects", "false"),
        // A connection that stalls is given up long before the limit of the whole command.
        ("http.lowSpeedLimit", "500"),
        ("http.lowSpeedTime", "60"),
    ];

    /// <summary>
    /// Replaces the environment of <paramref name="start"/>. Also for the gateway, which runs <c>upload-pack</c> and
    /// <c>receive-pack</c> itself (with no credential).
    /// </summary>
    public static void Apply(ProcessStartInfo start, string home, GitCredential? credential = null)
    {
        var environment = start.Environment;
        foreach (var name in environment.Keys.Where(name => !Kept.Contains(name)).ToArray())
        {
            environment.Remove(name);
        }

        environment["HOME"] = home;
        environment["XDG_CONFIG_HOME"] = home;
        environment["LC_ALL"] = "C";
        environment["GIT_CONFIG_NOSYSTEM"] = "1";
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        environment["GIT_ATTR_NOSYSTEM"] = "1";
        environment["GIT_TERMINAL_PROMPT"] = "0";
        environment["GIT_NO_REPLACE_OBJECTS"] = "1";
        environment["GIT_LITERAL_PATHSPECS"] = "1";
        environment["GIT_OPTIONAL_LOCKS"] = "0";
        // Wins over protocol.* of any configuration file; one scheme when there is a remote, else none.
        environment["GIT_ALLOW_PROTOCOL"] = credential?.Remote.Scheme ?? "none";
        Configure(environment, credential is null ? Configuration : [.. Configuration, ("http.extraHeader", ""), ("http.extraHeader", credential.Header)]);
    }

    private static void Configure(IDictionary<string, string?> environment, (string Key, string Value)[] configuration)
    {
        environment["GIT_CONFIG_COUNT"] = configuration.Length.ToString(CultureInfo.InvariantCulture);
        for (var i = 0; i < configuration.Length; i++)
        {
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_KEY_{i}")] = configuration[i].Key;
            environment[string.Create(CultureInfo.InvariantCulture, $"GIT_CONFIG_VALUE_{i}")] = configuration[i].Value;
        }
    }
}
