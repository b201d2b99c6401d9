using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Pushes: the commands are read and judged here before git sees a byte; what passes goes to <c>git receive-pack</c> on
/// the quarantine. Nothing from here reaches GitHub.
/// </summary>
internal sealed partial class GitPush(GitProcess git, GitRepositories repositories, IOptions<GatewayOptions> options, ILogger<GitPush> logger)
{
    /// <summary>Of git's answer, enough is kept to read the report at its end.</summary>
    private const int LongestAnswer = 256 * 1024;

    private long MaxBytes => options.Value.MaxPushMb * 1024L * 1024L;

    public async Task AdvertiseAsync(HttpContext context, Door door, CancellationToken cancellationToken)
    {
        var quarantine = await repositories.FindForPushAsync(door.Session, cancellationToken);

        // There is no push in version 2: the client falls back to 0 and expects the service line.
        await GitResponse.BeginAdvertisementAsync(context, GitService.ReceivePack, withHeader: true, cancellationToken);
        await RunAsync(context, door, ["receive-pack", "--stateless-rpc", "--advertise-refs", quarantine], Stream.Null, null, cancellationToken);
    }

    public async Task ServeAsync(HttpContext context, Door door, CancellationToken cancellationToken)
    {
        var body = PipeReader.Create(GitBody.Open(context, MaxBytes, door.TryCountPushed));
        var request = await PushRequestReader.ReadAsync(body, cancellationToken);
        context.Response.ContentType = GitService.ResultType(GitService.ReceivePack);
        if (request.IsProbe)
        {
            await DrainAsync(body, cancellationToken);
        }
        else if (request.IsSigned)
        {
            throw new GitRefusal(StatusCodes.Status403Forbidden, "Signed pushes are not taken here; push again with --no-signed.");
        }
        else if (PushRule.Refuse(request, door.Session.Branch) is { } reasons)
        {
            await DrainAsync(body, cancellationToken);
            await RefuseAsync(context, door, request, reasons, cancellationToken);
        }
        else
        {
            await ReceiveAsync(context, door, request, body, cancellationToken);
        }
    }

    private async Task RefuseAsync(HttpContext context, Door door, PushRequest request, IReadOnlyList<string> reasons, CancellationToken cancellationToken)
    {
        foreach (var (command, reason) in request.Commands.Zip(reasons))
        {
            Observe(door, command, "refused", reason);
        }

        await context.Response.Body.WriteAsync(PushReport.Refusal(request, reasons), cancellationToken);
    }

    private async Task ReceiveAsync(HttpContext context, Door door, PushRequest request, PipeReader body, CancellationToken cancellationToken)
    {
        var quarantine = await repositories.FindForPushAsync(door.Session, cancellationToken);
        var answer = new ArrayBufferWriter<byte>();
        var input = new PrefixedStream(request.Head, body.AsStream());
        try
        {
            await RunAsync(context, door, ["receive-pack", "--stateless-rpc", quarantine], input, answer, cancellationToken);
        }
        finally
        {
            // Observed in every case: git may have moved the branch before the client left.
            var verdicts = PushReportReader.Read(answer.WrittenMemory, request.Capabilities.Any(name => name.StartsWith("side-band", StringComparison.Ordinal)));
            foreach (var command in request.Commands)
            {
                var verdict = verdicts.FirstOrDefault(verdict => verdict.Ref == command.Ref);
                Observe(door, command, verdict is { Reason: null } ? "accepted" : "refused", verdict is null ? "git gave no verdict: the push broke off." : verdict.Reason);
            }
        }
    }

    private async Task RunAsync(HttpContext context, Door door, string[] arguments, Stream input, ArrayBufferWriter<byte>? answer, CancellationToken cancellationToken)
    {
        await door.GitProcesses.WaitAsync(cancellationToken);
        try
        {
            var command = new GitCommand(arguments, GitConfig.ForPush(door.Session.Branch, MaxBytes));
            await git.RunAsync(command, input, PassOnAsync, cancellationToken);
        }
        finally
        {
            door.GitProcesses.Release();
        }

        ValueTask PassOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
        {
            if (answer is not null && answer.WrittenCount + bytes.Length <= LongestAnswer)
            {
                answer.Write(bytes.Span);
            }

            return GitResponse.WriteAsync(context, bytes, token);
        }
    }

    /// <summary>Reads a refused pack to its end: a client that cannot send all of it does not read the answer.</summary>
    private static async Task DrainAsync(PipeReader body, CancellationToken cancellationToken)
    {
        ReadResult read;
        do
        {
            read = await body.ReadAsync(cancellationToken);
            body.AdvanceTo(read.Buffer.End);
        }
        while (!read.IsCompleted);
    }

    private void Observe(Door door, PushCommand command, string verdict, string? reason)
    {
        door.Observe(new PushEvent("quarantine", command.Ref, command.OldId, command.NewId, verdict, reason));
        Log.Judged(logger, door.Session.Run, command.Ref, verdict, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(3070, LogLevel.Information, "Run {Run}: push of {Ref} {Verdict} {Reason}")]
        public static partial void Judged(ILogger logger, RunId run, string @ref, string verdict, string? reason);
    }
}
