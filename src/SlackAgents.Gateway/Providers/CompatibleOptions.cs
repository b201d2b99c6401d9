using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>Section <c>Providers:Compatible:NAME</c>: a provider that speaks an API of OpenAI's.</summary>
internal sealed class CompatibleOptions : ProviderOptions
{
    /// <value>What it speaks: <c>Chat</c>, <c>Responses</c> or <c>Both</c>. Default Chat.</value>
    public CompatibleApi Api { get; set; } = CompatibleApi.Chat;
}
