using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>What a failed git process means for people.</summary>
internal static partial class GitFailureTriage
{
    /// <summary>git's own words when objects or references cannot be read (refs/, object-file.c, packfile.c).</summary>
    private static readonly string[] DamageMarks =
    [
        "not a git repository", "bad object", "is corrupt", "corrupt loose object", "object corrupt", "file is empty", "object file", "inflate:", "unable to read tree",
        "unable to read sha1 file", "could not read object", "failed to read object", "bad ref", "badrefcontent", "missing blob", "missing tree", "missing commit", "did not send all necessary objects",
        "bad tree object", "unable to resolve reference", "does not match index", "error in packfile", "packfile cannot", "bad pack", "wrong index", "unknown object type", "unresolved deltas",
    ];

    private static readonly string[] OutageMarks =
    [
        "could not resolve host", "failed to connect", "couldn't connect", "connection refused", "connection reset", "connection timed out",
        "operation timed out", "operation too slow", "early eof", "rpc failed", "unexpected disconnect", "remote end hung up", "empty reply",
        "transfer closed", "gnutls_handshake", "gnutls recv", "ssl certificate", "ssl_", "openssl ", "error: 500", "error: 502", "error: 503", "error: 504", "unexpected eof", "the remote hung up",
        "invalid server response", "bad line length",
    ];

    /// <summary>True when the local repository itself is damaged, so that cloning it again helps.</summary>
    public static bool IsDamage(GitException exception) => !exception.TimedOut && Has(exception.Errors, DamageMarks) && !Has(exception.Errors, OutageMarks);

    /// <summary>True when a token was refused that may only be too fresh: GitHub needs up to 5 s to know it everywhere.</summary>
    public static bool IsAuthentication(GitException exception) =>
        Has(exception.Errors, "authentication failed", "could not read username", "could not read password", "error: 401");

    /// <summary>The failure of a command that talked to the host.</summary>
    public static RepositoryException ToRepositoryException(GitException exception, RepositoryName repository)
    {
        var errors = exception.Errors;
        return exception switch
        {
            { TimedOut: true } => Of(RepositoryFailure.Unavailable, $"Talking to the host of {repository} took too long (git {Verb(exception)}). Try again, or raise Git:FetchTimeout."),
            _ when IsAuthentication(exception) => Of(RepositoryFailure.NotAllowed, $"The host of {repository} refused our token. Check that the App is installed on it and has the permission 'Contents'."),
            _ when Has(errors, "error: 403") => Of(RepositoryFailure.NotAllowed, $"The host of {repository} does not allow this. Check the permission 'Contents' of the App, and whether the organisation restricts Apps or addresses."),
            _ when Has(errors, "error: 429") => Of(RepositoryFailure.RateLimited, $"The host of {repository} limits us for now. Try again in a minute."),
            _ when Has(errors, "error: 301", "error: 302", "error: 307", "error: 308", "unable to update url base from redirection") => Of(RepositoryFailure.NotInstalled, $"{repository} has moved. Use its new name."),
            _ when Has(errors, "error: 404", "' not found", "repository not found") => Of(RepositoryFailure.NotInstalled, $"{repository} was not found on the host. It was renamed or deleted, or the App is not installed on it."),
            _ when Has(errors, OutageMarks) => Of(RepositoryFailure.Unavailable, $"The host of {repository} cannot be reached ({exception.Verdict})."),
            _ => Of(RepositoryFailure.GitFailed, $"git failed for {repository}: {exception.Message}"),
        };

        RepositoryException Of(RepositoryFailure failure, string message) => new(failure, message, exception);
    }

    private static string Verb(GitException exception) => exception.Message.Split(' ') is [_, var verb, ..] ? verb : "command";

    private static bool Has(string text, params ReadOnlySpan<string> marks)
    {
        // The address holds the repository's own name, which could be any of the marks.
        text = Address().Replace(text, "'…'");
        foreach (var mark in marks)
        {
            if (text.Contains(mark, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("'[^'\n]*://[^'\n]*'", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
