using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly.Timeout;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Api;

/// <summary>Calls one Web API method. The tokens live here, in the options and with the installations, and are never logged.</summary>
internal sealed class SlackWebApi(IHttpClientFactory clients, IOptions<SlackOptions> options, SlackPipelines pipelines)
{
    private readonly IHttpClientFactory _clients = clients;
    private readonly IOptions<SlackOptions> _options = options;
    private readonly SlackPipelines _pipelines = pipelines;

    /// <summary>Name of the HTTP client: no redirects, no cookies, no logging of addresses.</summary>
    public const string ClientName = "slack";

    private readonly string? _botToken;

    private volatile string? _deadBecause;

    private SlackWebApi(SlackWebApi other, string botToken)
        : this(other._clients, other._options, other._pipelines) => _botToken = botToken;

    /// <summary>Slack's code when it refused the bot token at the last call; null when it did not.</summary>
    public string? DeadBecause => _deadBecause;

    /// <summary>For what is fetched from Slack beside its methods.</summary>
    public AuthenticationHeaderValue BotAuthorization => new("Bearer", _botToken ?? _options.Value.BotToken);

    /// <summary>The same with the bot token of another workspace.</summary>
    public SlackWebApi WithToken(string botToken) => new(this, botToken);

    /// <exception cref="SlackException">Slack refused or did not answer.</exception>
    public async Task<T> CallAsync<T>(SlackMethod method, object arguments, CancellationToken cancellationToken)
    {
        var json = await CallAsync(method, arguments, cancellationToken);
        try
        {
            return json.Deserialize<T>(SlackJson.Options)
                ?? throw new SlackException(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer was empty.");
        }
        catch (JsonException exception)
        {
            throw new SlackException(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer has an unexpected shape.", exception);
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public async Task<JsonElement> CallAsync(SlackMethod method, object arguments, CancellationToken cancellationToken)
    {
        var pipeline = method.Idempotent ? _pipelines.Repeatable : _pipelines.Once;
        try
        {
            var answer = await pipeline.ExecuteAsync(
                static async (call, token) => await call.Api.SendAsync(call.Method, call.Arguments, token),
                (Api: this, Method: method, Arguments: arguments),
                cancellationToken);
            _deadBecause = method.AppLevel ? _deadBecause : null;
            return answer;
        }
        catch (SlackException exception) when (!method.AppLevel && SlackErrorCodes.DeadToken.Contains(exception.ErrorCode))
        {
            _deadBecause = exception.ErrorCode;
            throw;
        }
        catch (TimeoutRejectedException exception)
        {
            throw new SlackException(method.Name, SlackErrorCodes.Timeout, $"{method.Name}: no answer from Slack within {SlackPipelines.CallTimeout.TotalSeconds:0} s.", exception);
        }
    }

    /// <summary>Scopes of the bot token as Slack names them in the header of every answer.</summary>
    public async Task<IReadOnlyList<string>> GetBotScopesAsync(CancellationToken cancellationToken)
    {
        using var request = CreateRequest(SlackMethod.AuthTest, new { });
        using var response = await SendAsync(SlackMethod.AuthTest, request, cancellationToken);
        await SlackResponseReader.ReadAsync(SlackMethod.AuthTest, response, cancellationToken);
        return response.Headers.TryGetValues("X-OAuth-Scopes", out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
            : [];
    }

    private async Task<JsonElement> SendAsync(SlackMethod method, object arguments, CancellationToken cancellationToken)
    {
        using var request = CreateRequest(method, arguments);
        using var response = await SendAsync(method, request, cancellationToken);
        return await SlackResponseReader.ReadAsync(method, response, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(SlackMethod method, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            // The factory owns the handler; the client itself holds nothing that needs disposal.
            return await _clients.CreateClient(ClientName).SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new SlackException(method.Name, SlackErrorCodes.Unreachable, $"{method.Name}: Slack cannot be reached ({exception.HttpRequestError}).", exception);
        }
    }

    private HttpRequestMessage CreateRequest(SlackMethod method, object arguments)
    {
        return new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Value.ApiBase, method.Name))
        {
            Content = SlackBody.Encode(method, arguments),
            Headers = { Authorization = method.AppLevel ? new AuthenticationHeaderValue("Bearer", _options.Value.AppToken) : BotAuthorization },
        };
    }
}
