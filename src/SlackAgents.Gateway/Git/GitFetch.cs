using Microsoft.AspNetCore.Http;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Git;

/// <summary>Clones and fetches: <c>git upload-pack</c> on the host's copy. Version 2, shallow and partial included.</summary>
internal sealed class GitFetch(GitProcess git, GitRepositories repositories)
{
    /// <summary>Wants and haves of the largest negotiation: some 600,000 of them.</summary>
    private const long LongestRequest = 32 * 1024 * 1024;

    public async Task AdvertiseAsync(HttpContext context, Door door, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindForFetchAsync(door.Session, cancellationToken);
        var protocol = GitService.ProtocolOf(context.Request.Headers["Git-Protocol"].ToString());

        // Version 2 has no service line (http-backend.c, get_info_refs).
        await GitResponse.BeginAdvertisementAsync(context, GitService.UploadPack, protocol != "version=2", cancellationToken);
        await RunAsync(context, door, ["upload-pack", "--strict", "--stateless-rpc", "--advertise-refs", repository], protocol, Stream.Null, cancellationToken);
    }

    public async Task ServeAsync(HttpContext context, Door door, CancellationToken cancellationToken)
    {
        var repository = await repositories.FindForFetchAsync(door.Session, cancellationToken);
        var protocol = GitService.ProtocolOf(context.Request.Headers["Git-Protocol"].ToString());
        var body = GitBody.Open(context, LongestRequest, static _ => true);
        context.Response.ContentType = GitService.ResultType(GitService.UploadPack);
        await RunAsync(context, door, ["upload-pack", "--strict", "--stateless-rpc", repository], protocol, body, cancellationToken);
    }

    private async Task RunAsync(HttpContext context, Door door, string[] arguments, string? protocol, Stream input, CancellationToken cancellationToken)
    {
        await door.GitProcesses.WaitAsync(cancellationToken);
        try
        {
            var command = new GitCommand(arguments, GitConfig.ForFetch, protocol);
            await git.RunAsync(command, input, (bytes, token) => GitResponse.WriteAsync(context, bytes, token), cancellationToken);
        }
        finally
        {
            door.GitProcesses.Release();
        }
    }
}
