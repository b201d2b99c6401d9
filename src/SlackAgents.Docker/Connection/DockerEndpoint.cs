using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace SlackAgents.Docker.Connection;

/// <summary>The address of an engine, and how to open a connection to it.</summary>
internal sealed class DockerEndpoint
{
    private readonly string _text;
    private readonly string? _path;
    private readonly Uri? _tcp;

    private DockerEndpoint(string text, string? path, Uri? tcp)
    {
        _text = text;
        _path = path;
        _tcp = tcp;
    }

    /// <summary>Base address of requests. A socket has no host; the name is only there because HTTP wants one.</summary>
    public Uri BaseAddress => _tcp is null ? new Uri("http://docker/") : new Uri($"http://{_tcp.Host}:{_tcp.Port}/");

    public static bool TryParse(string? text, [NotNullWhen(true)] out DockerEndpoint? endpoint)
    {
        endpoint = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return false;
        }

        endpoint = uri.Scheme switch
        {
            "unix" when uri.Host.Length == 0 && uri.AbsolutePath.Length > 1 => new(text, Uri.UnescapeDataString(uri.AbsolutePath), null),
            "tcp" when uri is { Host.Length: > 0, Port: > 0 } => new(text, null, uri),
            _ => null,
        };
        return endpoint is not null;
    }

    /// <exception cref="FormatException">Neither unix:///path nor tcp://host:port.</exception>
    public static DockerEndpoint Parse(string text) =>
        TryParse(text, out var endpoint) ? endpoint : throw new FormatException($"'{text}' is neither unix:///path nor tcp://host:port.");

    /// <exception cref="SocketException">Nobody listens there, or this user may not connect.</exception>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = _tcp is null
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (_tcp is null)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path!), cancellationToken);
            }
            else
            {
                await socket.ConnectAsync(_tcp.Host, _tcp.Port, cancellationToken);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public override string ToString() => _text;
}
