using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>The smallest thing that a turn can clone from and push to: git's own CGI program behind a Unix socket.</summary>
internal sealed class GitGateway : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _root;

    private GitGateway(WebApplication application, string root)
    {
        _application = application;
        _root = root;
    }

    /// <value>Method and path of each request.</value>
    public List<string> Requests { get; } = [];

    /// <value>Refuses pushes with this sentence, as a policy would.</value>
    public string? Refusal { get; set; }

    public string Repository => Path.Combine(_root, "acme", "widgets.git");

    public static async Task<GitGateway> StartAsync(string socket, string root)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(socket));
        var application = builder.Build();
        var gateway = new GitGateway(application, root);
        application.Run(gateway.ServeAsync);
        await application.StartAsync();
        // As the product's gateway must: the agent is another user than the host's process.
        using var chmod = Process.Start("chmod", ["0666", socket]);
        await chmod.WaitForExitAsync();
        Directory.CreateDirectory(Path.Combine(root, "acme"));
        await GitAsync(root, "init", "--quiet", "--bare", "--initial-branch=main", gateway.Repository);
        await GitAsync(gateway.Repository, "config", "http.receivepack", "true");
        return gateway;
    }

    /// <summary>Adds a commit with one file to a branch of the served repository.</summary>
    public async Task SeedAsync(string branch, string file, string text)
    {
        var work = Path.Combine(_root, "seed-" + branch.Replace('/', '-'));
        await GitAsync(_root, "clone", "--quiet", Repository, work);
        await File.WriteAllTextAsync(Path.Combine(work, file), text);
        await GitAsync(work, "add", "--all");
        await GitAsync(work, "-c", "user.name=Seed", "-c", "user.email=seed@example.test", "commit", "--quiet", "-m", "Seed " + file);
        await GitAsync(work, "push", "--quiet", "origin", "HEAD:refs/heads/" + branch);
    }

    public static async Task<string> GitAsync(string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { UseShellExecute = false, WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {arguments[0]}: {await errors}");
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        lock (Requests)
        {
            Requests.Add($"{context.Request.Method} {path}");
        }

        if (!path.StartsWith("/git/", StringComparison.Ordinal))
        {
            context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
            return;
        }

        if (Refusal is { } refusal && path.EndsWith("git-receive-pack", StringComparison.Ordinal))
        {
            context.Response.StatusCode = (int)HttpStatusCode.Forbidden;
            await context.Response.WriteAsync(refusal);
            return;
        }

        await RunBackendAsync(context, path[4..]);
    }

    private async Task RunBackendAsync(HttpContext context, string path)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var start = new ProcessStartInfo("git", ["http-backend"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in new[]
        {
            ("GIT_PROJECT_ROOT", _root), ("GIT_HTTP_EXPORT_ALL", "1"), ("PATH_INFO", path), ("REQUEST_METHOD", context.Request.Method),
            ("QUERY_STRING", context.Request.QueryString.Value!.TrimStart('?')), ("CONTENT_TYPE", context.Request.ContentType ?? ""),
            ("CONTENT_LENGTH", body.Length.ToString(CultureInfo.InvariantCulture)), ("HTTP_CONTENT_ENCODING", context.Request.Headers.ContentEncoding.ToString()),
            ("GIT_PROTOCOL", context.Request.Headers["Git-Protocol"].ToString()),
        })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.BaseStream.WriteAsync(body.ToArray());
        process.StandardInput.Close();
        using var answer = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(answer);
        await AnswerAsync(context.Response, answer.ToArray());
    }

    private static async Task AnswerAsync(HttpResponse response, byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var line in Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"))
        {
            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            if (name == "Status")
            {
                response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            }
            else
            {
                response.Headers[name] = value;
            }
        }

        await response.Body.WriteAsync(answer.AsMemory(end + 4));
    }
}
