namespace SlackAgents.Gateway.Git;

/// <summary>The two services of smart HTTP, as git names them.</summary>
internal static class GitService
{
    public const string UploadPack = "git-upload-pack";
    public const string ReceivePack = "git-receive-pack";

    public static string AdvertisementType(string service) => $"application/x-{service}-advertisement";

    public static string RequestType(string service) => $"application/x-{service}-request";

    public static string ResultType(string service) => $"application/x-{service}-result";

    /// <summary>The protocol version that a Git-Protocol header asks for; the header itself is never passed on.</summary>
    public static string? ProtocolOf(string header)
    {
        var keys = header.Split(':', 16);
        return keys.Contains("version=2") ? "version=2" : keys.Contains("version=1") ? "version=1" : null;
    }
}
