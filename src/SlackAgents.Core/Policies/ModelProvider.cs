namespace SlackAgents.Core.Policies;

/// <summary>Somebody who serves models.</summary>
/// <param name="Name">In lower case, for example <c>anthropic</c>.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="KeySetting">The setting that holds the key.</param>
/// <param name="HasKey">The key is set.</param>
/// <param name="Compatible">What a provider speaks that is not one of the three vendors; None for those.</param>
internal sealed record ModelProvider(string Name, string DisplayName, string KeySetting, bool HasKey, CompatibleApi Compatible = CompatibleApi.None);
