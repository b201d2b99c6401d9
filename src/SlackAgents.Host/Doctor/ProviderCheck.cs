using System.Net;
using Microsoft.Extensions.Options;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Host.Doctor;

/// <summary>The model providers whose key is set: a list of models costs nothing and proves the key. Their clock checks ours.</summary>
internal sealed class ProviderCheck(IOptions<ProvidersOptions> options, TimeProvider timeProvider) : IDoctorCheck
{
    /// <summary>GitHub refuses a token of the App that is signed by a clock more than a minute off.</summary>
    private static readonly TimeSpan MaxSkew = TimeSpan.FromSeconds(30);

    public string Area => "Model provider";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Anthropic.ApiKey))
        {
            return [Finding.Bad(Area, "No key is set, so no agent can think.", "Get a key from your provider's console and set Providers__Anthropic__ApiKey.")];
        }

        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(15) };
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Value.Anthropic.BaseUrl.TrimEnd('/') + "/v1/models");

        // docs.claude.com/en/api/models-list
        request.Headers.TryAddWithoutValidation("x-api-key", options.Value.Anthropic.ApiKey);
        request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return [Judge(answer.StatusCode), .. Clock(answer.Headers.Date)];
        }
        catch (HttpRequestException exception)
        {
            return [Finding.Bad(Area, $"Anthropic cannot be reached: {exception.Message}", "Check the network and Providers:Anthropic:BaseUrl.")];
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Bad(Area, "Anthropic did not answer within 15 s.", "Check the network and Providers:Anthropic:BaseUrl.")];
        }
    }

    private Finding Judge(HttpStatusCode status) => status switch
    {
        HttpStatusCode.OK => Finding.Good(Area, "Anthropic accepts the key."),
        HttpStatusCode.Unauthorized => Finding.Bad(Area, "Anthropic rejects the key.", "Set a valid key as Providers__Anthropic__ApiKey."),
        HttpStatusCode.Forbidden => Finding.Bad(Area, "Anthropic knows the key but forbids its use.", "Check the key's workspace and permissions in the provider's console."),
        HttpStatusCode.NotFound => Finding.Advice(Area, "The endpoint has no list of models, so the key could not be tried.", "Fine for a proxy of your own; else correct Providers:Anthropic:BaseUrl."),
        _ => Finding.Advice(Area, $"Anthropic answers HTTP {(int)status}.", "Look at the provider's status page and try again."),
    };

    private IEnumerable<Finding> Clock(DateTimeOffset? theirs)
    {
        if (theirs is { } date)
        {
            var skew = (timeProvider.GetUtcNow() - date).Duration();
            yield return skew <= MaxSkew
                ? Finding.Good("Clock", "It agrees with the provider's.")
                : Finding.Bad("Clock", $"It is {skew.TotalSeconds:0} s off.", "Switch time synchronisation on (for example systemd-timesyncd): GitHub refuses tokens from a clock that is a minute off.");
        }
    }
}
