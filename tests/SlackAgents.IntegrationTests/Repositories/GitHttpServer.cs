using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SlackAgents.IntegrationTests.Repositories;

/// <summary>A git host on loopback: <c>git http-backend</c> behind Basic authentication with tokens that can be taken back.</summary>
internal sealed class GitHttpServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    private GitHttpServer(string root)
    {
        Root = root;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public string Root { get; }

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Paths that were asked for, with the query.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Command lines of all processes of this machine's user that held a token while a request was served.</summary>
    public ConcurrentQueue<string> Leaks { get; } = new();

    /// <summary>Answers before git does: a status to fail with, or null to go on.</summary>
    public Func<HttpContext, Task<int?>>? Before { get; set; }

    public static async Task<GitHttpServer> StartAsync(string root)
    {
        Directory.CreateDirectory(root);
        var server = new GitHttpServer(root);
        await server._app.StartAsync();
        return server;
    }

    public void Admit(string token, bool mayWrite) => _tokens[token] = mayWrite;

    public void Revoke(string token) => _tokens.TryRemove(token, out _);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        Requests.Enqueue(request.Path + request.QueryString);
        LookForLeaks();
        if (Before is not null && await Before(context) is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }

        var mayWrite = TokenOf(request) is { } token && _tokens.TryGetValue(token, out var write) ? write : (bool?)null;
        if (mayWrite is null)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"git\"";
            return;
        }

        if (mayWrite is false && (request.Path + request.QueryString.Value!).Contains("git-receive-pack", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 403;
            return;
        }

        await ServeAsync(context);
    }

    private static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Basic ", StringComparison.Ordinal))
        {
            return null;
        }

        var pair = Encoding.UTF8.GetString(Convert.FromBase64String(header["Basic ".Length..])).Split(':', 2);
        return pair is ["x-access-token", var token] ? token : null;
    }

    private void LookForLeaks()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            string line;
            try
            {
                line = File.ReadAllText(Path.Combine(directory, "cmdline"));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (_tokens.Keys.Any(token => line.Contains(token, StringComparison.Ordinal) || line.Contains(Encode(token), StringComparison.Ordinal)))
            {
                Leaks.Enqueue(line);
            }
        }
    }

    public static string Encode(string token) => Convert.ToBase64String(Encoding.UTF8.GetBytes("x-access-token:" + token));

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["GIT_PROJECT_ROOT"] = Root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["REMOTE_USER"] = "app";
        start.Environment["PATH_INFO"] = request.Path;
        start.Environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = request.Method;
        start.Environment["CONTENT_TYPE"] = request.ContentType;
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding.ToString();
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"].ToString();
        using var process = Process.Start(start)!;
        var input = Task.Run(async () =>
        {
            await request.Body.CopyToAsync(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        });
        var output = process.StandardOutput.BaseStream;
        while (await ReadLineAsync(output) is { Length: > 0 } line)
        {
            var pair = line.Split(": ", 2);
            if (pair[0] == "Status")
            {
                context.Response.StatusCode = int.Parse(pair[1].Split(' ')[0]);
            }
            else
            {
                context.Response.Headers[pair[0]] = pair[1];
            }
        }

        await output.CopyToAsync(context.Response.Body);
        await input;
        await process.WaitForExitAsync();
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
        {
            line.Append((char)one[0]);
        }

        return line.ToString().TrimEnd('\r');
    }
}
