using System.Net.Http.Headers;

namespace SlackAgents.Gateway.Providers;

/// <summary>A strategy: what one provider's API allows, how its key goes in, how its usage is read.</summary>
internal interface IModelProvider
{
    /// <summary>The path segment after <c>/models/</c>, in lower case.</summary>
    string Name { get; }

    /// <summary>For people.</summary>
    string DisplayName { get; }

    ProviderOptions Options { get; }

    /// <summary>Whether there is a key to put in.</summary>
    bool HasKey => !string.IsNullOrWhiteSpace(Options.ApiKey);

    /// <summary>The setting that holds the key, for error sentences.</summary>
    string KeySetting { get; }

    /// <summary>Response header with the provider's id of the call.</summary>
    string RequestIdHeader { get; }

    /// <summary>Path of the list of models: it costs nothing and proves the key.</summary>
    string ModelsPath => "/v1/models";

    /// <summary>Where a path of the API is.</summary>
    /// <param name="query">With its question mark, or empty.</param>
    string AddressOf(string path, string query);

    /// <summary>Null: this method and path are not let through.</summary>
    ModelOperation? Find(string method, string path);

    void PutKeyIn(HttpRequestHeaders headers, string key);

    IRequestGuard CreateGuard(string path);

    /// <summary>A meter for one answer.</summary>
    /// <param name="isStream">It comes as server-sent events.</param>
    IUsageMeter CreateMeter(string path, bool isStream);

    /// <summary>An error of ours in the provider's shape, so that its clients understand it.</summary>
    byte[] Error(int status, string sentence);
}
