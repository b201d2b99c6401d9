using System.Net;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Host.Doctor;

/// <summary>The model providers whose key is set: a list of models costs nothing and proves the key. Their clock checks ours.</summary>
internal sealed class ProviderCheck(ModelProviders providers, HarnessCatalog harnesses, ModelSelector models, IOptions<HarnessOptions> options, TimeProvider timeProvider) : IDoctorCheck
{
    /// <summary>GitHub refuses a token of the App that is signed by a clock more than a minute off.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(30);

    public string Area => "Model provider";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var configured = providers.Strategies.Where(provider => provider.HasKey).ToList();
        if (configured.Count == 0)
        {
            return [Finding.Bad(Area, "No key is set, so no agent can think.", "Get a key from your provider's console and set Providers__Anthropic__ApiKey, or another provider's.")];
        }

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };
        var looks = await Task.WhenAll(configured.Select(provider => LookAsync(client, provider, cancellationToken)));
        return [.. looks.Select(look => look.Finding), .. Default(), .. looks.Select(look => look.Date).FirstOrDefault(date => date is not null) is { } theirs ? Clock(theirs) : []];
    }

    private async Task<(Finding Finding, DateTimeOffset? Date)> LookAsync(HttpClient client, IModelProvider provider, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, provider.AddressOf(provider.ModelsPath, string.Empty));
        provider.PutKeyIn(request.Headers, provider.Options.ApiKey!);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (Judge(provider, answer.StatusCode), answer.Headers.Date);
        }
        catch (HttpRequestException exception)
        {
            return (Finding.Bad(Area, $"{provider.DisplayName} cannot be reached: {exception.Message}", $"Check the network and {AddressSetting(provider)}."), null);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Finding.Bad(Area, $"{provider.DisplayName} did not answer within 15 s.", $"Check the network and {AddressSetting(provider)}."), null);
        }
    }

    private Finding Judge(IModelProvider provider, HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => Finding.Good(Area, $"{provider.DisplayName} accepts the key."),
        HttpStatusCode.Unauthorized => Finding.Bad(Area, $"{provider.DisplayName} rejects the key.", $"Set a valid key as {provider.KeySetting.Replace(":", "__", StringComparison.Ordinal)}."),

        // Gemini says so of a key that it does not know.
        HttpStatusCode.BadRequest when provider is GeminiProvider => Finding.Bad(Area, "Gemini rejects the key.", "Set a valid key as Providers__Gemini__ApiKey."),
        HttpStatusCode.Forbidden => Finding.Bad(Area, $"{provider.DisplayName} knows the key but forbids its use.", "Check the key's workspace and permissions in the provider's console."),
        HttpStatusCode.NotFound => Finding.Advice(Area, $"{provider.DisplayName} has no list of models there, so the key could not be tried.", $"Fine for a proxy of your own; else correct {AddressSetting(provider)}."),
        _ => Finding.Advice(Area, $"{provider.DisplayName} answers HTTP {(int)status}.", "Look at the provider's status page and try again."),
    };

    /// <summary>What runs that name neither agent nor model would get.</summary>
    private IEnumerable<Finding> Default()
    {
        if (harnesses.Find(options.Value.Default) is { } harness)
        {
            yield return models.SelectDefault(harness) switch
            {
                ModelSelection.Selected selected => Finding.Good(Area, $"{harness.DisplayName} uses {selected.Model} of {selected.Provider} when nobody names a model."),
                ModelSelection.Refused refused => Finding.Bad(Area, $"{harness.DisplayName} is the default agent and has no model: {refused.Sentence}", refused.NextStep),
                var other => throw new InvalidOperationException($"{other.GetType().Name} is not known here."),
            };
        }
    }

    private IEnumerable<Finding> Clock(DateTimeOffset date)
    {
        var skew = (timeProvider.GetUtcNow() - date).Duration();
        yield return skew <= MaxSkew
            ? Finding.Good("Clock", "It agrees with the provider's.")
            : Finding.Bad("Clock", $"It is {skew.TotalSeconds:0} s off.", "Switch time synchronisation on (for example systemd-timesyncd): GitHub refuses tokens from a clock that is a minute off.");
    }

    private static string AddressSetting(IModelProvider provider) => provider.KeySetting.Replace("ApiKey", "BaseUrl", StringComparison.Ordinal);
}
