using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;

namespace SlackAgents.GitHub.Http;

/// <summary>Sends requests to the REST API and reads their answers, with every retry that is safe.</summary>
internal sealed class GitHubConnection(IHttpClientFactory clients, IOptions<GitHubOptions> options, GitHubAddresses addresses, TimeProvider time)
{
    public const string ClientName = "GitHub";

    /// <summary>Answers that we read are small; a list of 100 repositories is below 1 MB.</summary>
    public const int MaxAnswerBytes = 8 * 1024 * 1024;

    private const int MaxRedirects = 3;

    private readonly ResiliencePipeline<HttpResponseMessage> _repeatable = GitHubRetries.Build(time, isRepeatable: true);
    private readonly ResiliencePipeline<HttpResponseMessage> _once = GitHubRetries.Build(time, isRepeatable: false);

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="ApiException">GitHub answered with an error.</exception>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    public async Task<T> SendAsync<T>(GitHubRequest request, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(request, cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(GitHubJson.Options, cancellationToken)
                ?? throw new HttpRequestException($"GitHub answered {request} with nothing.");
        }
        catch (JsonException exception)
        {
            throw new HttpRequestException($"GitHub answered {request} with something that is not the JSON we know. Is GitHub:ApiUrl the address of its API?", exception);
        }
    }

    /// <summary>Sends a request. The caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(GitHubRequest request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(GitHubRetries.Request, request);
        try
        {
            var pipeline = request.IsRepeatable ? _repeatable : _once;
            return await pipeline.ExecuteAsync(async state => await SendOnceAsync(request, state.CancellationToken), context);
        }
        catch (Polly.Timeout.TimeoutRejectedException exception)
        {
            throw new TimeoutException($"GitHub did not answer {request} in time.", exception);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(GitHubRequest request, CancellationToken cancellationToken)
    {
        var client = clients.CreateClient(ClientName);
        var address = new Uri(addresses.Api, request.Path);
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(request, address);
            var response = await client.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                // A renamed repository is answered with 301. Only the same server gets the token again.
                if (IsRedirect(response.StatusCode) && request.Method == HttpMethod.Get && redirects < MaxRedirects
                    && response.Headers.Location is { } location && new Uri(address, location) is var next
                    && (next.Scheme, next.Authority) == (address.Scheme, address.Authority))
                {
                    address = next;
                    continue;
                }

                throw ApiErrorTriage.Triage(response, await response.Content.ReadAsStringAsync(cancellationToken), time.GetUtcNow());
            }
        }
    }

    private HttpRequestMessage Message(GitHubRequest request, Uri address)
    {
        var message = new HttpRequestMessage(request.Method, address);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(request.Accept));
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("SlackAgents", "0.1"));
        message.Headers.Add("X-GitHub-Api-Version", options.Value.ApiVersion);
        if (request.Token is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue(request.Scheme, request.Token);
        }

        if (request.Body is not null)
        {
            message.Content = JsonContent.Create(request.Body, request.Body.GetType(), options: GitHubJson.Options);
        }

        return message;
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
