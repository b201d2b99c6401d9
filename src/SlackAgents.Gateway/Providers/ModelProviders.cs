using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>The three vendors, and whoever the operator added.</summary>
internal sealed class ModelProviders : IModelProviders
{
    private readonly FrozenDictionary<string, IModelProvider> _byName;

    public ModelProviders(IEnumerable<IModelProvider> vendors, IOptions<ProvidersOptions> options, IOptions<GatewayOptions> gateway)
    {
        Strategies =
        [
            .. vendors,
            .. options.Value.Compatible.OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new CompatibleProvider(entry.Key, entry.Value, gateway.Value.AllowProviderWebTools)),
        ];
        _byName = Strategies.ToFrozenDictionary(provider => provider.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<IModelProvider> Strategies { get; }

    public IReadOnlyList<ModelProvider> All =>
        [.. Strategies.Select(provider => new ModelProvider(
            provider.Name, provider.DisplayName, provider.KeySetting, provider.HasKey, (provider as CompatibleProvider)?.Api ?? CompatibleApi.None))];

    public IModelProvider? Find(string name) => _byName.GetValueOrDefault(name);
}
