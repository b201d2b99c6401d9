using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Memory;

/// <summary>The sandbox image with a stub in the place of the agent CLI, so that a hundred runs fit on a small machine.</summary>
internal static class StubImage
{
    public const string Tag = "slackagents/bench-stub:latest";

    /// <summary>Speaks the agent CLI's language: a session, one model call, and a word every few seconds until its input ends.</summary>
    private const string Stub = """
        #!/bin/bash
        say() { printf '%s\n' "$1"; }
        session=00000000-0000-4000-8000-000000000000
        read -r prompt
        say '{"type":"system","subtype":"init","cwd":"/workspace","session_id":"'$session'","tools":["Bash"],"mcp_servers":[],"model":"stub","permissionMode":"bypassPermissions","apiKeySource":"none","uuid":"'$(cat /proc/sys/kernel/random/uuid)'"}'
        curl --silent --output /dev/null --noproxy '*' --header 'content-type: application/json' --header 'anthropic-version: 2023-06-01' --header 'x-api-key: placeholder' \
            --data '{"model":"claude-sonnet-4-5","max_tokens":16,"messages":[{"role":"user","content":"stub"}]}' "$ANTHROPIC_BASE_URL/v1/messages"
        number=0
        while true; do
            number=$((number + 1))
            printf -v uuid '%08x-0000-4000-8000-%012x' $RANDOM $number
            say '{"type":"assistant","message":{"id":"msg_'$number'","type":"message","role":"assistant","model":"stub","content":[{"type":"text","text":"Word number '$number' of the stub."}]},"session_id":"'$session'","uuid":"'$uuid'"}'
            read -r -t 5 line
            (($? > 128)) || exit 0
        done
        """;

    private const string Dockerfile = """
        ARG IMAGE
        FROM ${IMAGE}
        COPY claude /opt/bench/claude
        ENV PATH=/opt/bench:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        """;

    public static async Task BuildAsync(EngineStage engine, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) => new System.Net.Sockets.NetworkStream(await engine.Client.Endpoint.ConnectAsync(token), ownsSocket: true),
        };
        using var client = new HttpClient(handler) { BaseAddress = engine.Client.Endpoint.BaseAddress };
        using var content = new ByteArrayContent(await ContextAsync(cancellationToken));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        using var answer = await client.PostAsync(new Uri($"build?rm=1&t={Uri.EscapeDataString(Tag)}&buildargs={Uri.EscapeDataString(JsonSerializer.Serialize(new { IMAGE = engine.Options.Image }))}", UriKind.Relative), content, cancellationToken);
        var log = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode || log.Contains("\"errorDetail\"", StringComparison.Ordinal))
        {
            throw new BenchException("The stub image could not be built; run ./scripts/sandbox-image first. The engine said: " + log);
        }
    }

    private static async Task<byte[]> ContextAsync(CancellationToken cancellationToken)
    {
        const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("Dockerfile", Dockerfile), ("claude", Stub + "\n") })
            {
                var entry = new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = Executable, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) };
                await writer.WriteEntryAsync(entry, cancellationToken);
            }
        }

        return tar.ToArray();
    }
}
