using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.GitHub.Apps;

namespace SlackAgents.Playground.GitHub.Git;

/// <summary>Smart HTTP in front of git's own <c>http-backend</c> (CGI), with the credentials and refusals of github.com.</summary>
internal sealed class SmartHttpEndpoint(SiteState state)
{
    private const string ReceivePack = "git-receive-pack";

    public async Task AnswerAsync(HttpContext context, string owner, string name, string service)
    {
        var cancellationToken = context.RequestAborted;
        var request = $"{context.Request.Method} {context.Request.Path}";
        await state.Faults.WaitAsync(request, cancellationToken);
        var fault = state.Faults.Take(request);
        if (fault is not null)
        {
            await RefuseAsync(context, fault.HttpStatus, fault.Error ?? "Server Error");
            return;
        }

        if (Token(context.Request) is not { } token)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            var text = context.Request.Headers.Authorization.Count == 0 ? "Authentication required" : "Invalid username or token. Password authentication is not supported for Git operations.";
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, text);
            return;
        }

        var repository = state.FindRepository(owner, name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name);
        if (repository is not { Seed.IsInstalled: true } || !token.Covers(repository.FullName) || !token.Allows("contents", "read"))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "Repository not found.");
            return;
        }

        var isPush = service == ReceivePack || context.Request.Query["service"] == ReceivePack;
        if (isPush && (!token.Allows("contents", "write") || repository.Seed.IsArchived))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Write access to repository not granted.");
            return;
        }

        if (service == ReceivePack)
        {
            await PushAsync(context, repository, token, cancellationToken);
        }
        else
        {
            await RunAsync(context, repository, service, token, cancellationToken);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private MintedToken? Token(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts is ["x-access-token", var token] ? state.Tokens.Find(token) : null;
    }

    private async Task PushAsync(HttpContext context, BareRepository repository, MintedToken token, CancellationToken cancellationToken)
    {
        await repository.Pushing.WaitAsync(cancellationToken);
        try
        {
            var before = await repository.RefsAsync(cancellationToken);
            await RunAsync(context, repository, ReceivePack, token, cancellationToken);
            var after = await repository.RefsAsync(CancellationToken.None);
            foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
            {
                var (old, now) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                if (old != now)
                {
                    state.Pushes.Add(new PushRecord(repository.FullName, name, old, now, token.Token, state.Time.GetUtcNow()));
                }
            }
        }
        finally
        {
            repository.Pushing.Release();
            state.Changed.Raise();
        }
    }

    private async Task RunAsync(HttpContext context, BareRepository repository, string service, MintedToken token, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git", ["http-backend"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        state.Git.Isolate(start.Environment);
        DescribeRequest(context.Request, repository, service, token, start.Environment);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("git could not be started.");
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            var sending = SendBodyAsync(context.Request, process, cancellationToken);
            var output = process.StandardOutput.BaseStream;
            await ReadHeadAsync(output, context.Response, cancellationToken);
            await output.CopyToAsync(context.Response.Body, cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await sending;
            await error;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private void DescribeRequest(HttpRequest request, BareRepository repository, string service, MintedToken token, IDictionary<string, string?> environment)
    {
        environment["GIT_PROJECT_ROOT"] = state.Root;
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["PATH_INFO"] = $"/{repository.FullName}.git/{service}";
        environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? string.Empty;
        environment["REQUEST_METHOD"] = request.Method;
        environment["CONTENT_TYPE"] = request.ContentType ?? string.Empty;
        environment["REMOTE_USER"] = "x-access-token";
        environment["REMOTE_ADDR"] = "127.0.0.1";
        environment[ReceiveHook.WorkflowsVariable] = token.Allows("workflows", "write") ? "write" : string.Empty;
        environment[ReceiveHook.ProtectedVariable] = string.Join(' ', repository.Seed.ProtectedBranches);
        environment.Remove("CONTENT_LENGTH");
        if (request.ContentLength is { } length)
        {
            // Left out for chunked bodies: http-backend then reads to the end.
            environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);
        }

        if (request.Headers.TryGetValue("Git-Protocol", out var protocol))
        {
            environment["HTTP_GIT_PROTOCOL"] = environment["GIT_PROTOCOL"] = protocol.ToString();
        }

        if (request.Headers.TryGetValue("Content-Encoding", out var encoding))
        {
            environment["HTTP_CONTENT_ENCODING"] = encoding.ToString();
        }
    }

    private static async Task SendBodyAsync(HttpRequest request, Process process, CancellationToken cancellationToken)
    {
        try
        {
            await request.Body.CopyToAsync(process.StandardInput.BaseStream, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // git ended before it had read everything: what it answered tells why, and the client gets that.
            return;
        }
    }

    private static async Task ReadHeadAsync(Stream output, HttpResponse response, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        var line = new StringBuilder();
        while (await output.ReadAsync(one, cancellationToken) == 1)
        {
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }

            var text = line.ToString().TrimEnd('\r');
            if (text.Length == 0)
            {
                return;
            }

            line.Clear();
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var value = text[(colon + 1)..].Trim();
            if (text.StartsWith("Status:", StringComparison.OrdinalIgnoreCase))
            {
                response.StatusCode = int.Parse(value.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            }
            else if (colon > 0)
            {
                response.Headers[text[..colon]] = value;
            }
        }
    }
}
